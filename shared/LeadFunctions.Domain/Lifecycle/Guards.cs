
namespace LeadFunctions.Domain.Lifecycle;

/// <summary>Who may, and what else must be so. Each gives the reason against it, or null.</summary>
internal static class Guards
{
    public static string? WhyNot(Who who, Situation situation) => who switch
    {
        Who.Anyone => null,
        Who.Owner => Owner(situation),
        Who.Sales => situation.Lead.Owner is null && situation.Actor.Kind != ActorKind.Person ? null : Owner(situation),
        Who.Taker => situation.Lead.Owner is null ? Waiting(situation, null) : Owner(situation),
        Who.Receiver => Receiver(situation),
        _ => throw new ArgumentOutOfRangeException(nameof(who), who, "Nobody."),
    };

    public static Guard HandedOver(HandoffKind kind) => situation =>
        Desk.OpenHandoff(situation.Lead)?.Kind == kind ? null
        : situation.Lead.Handoffs.Any(handoff => handoff.Kind == kind && handoff.State == HandoffState.Accepted) ? "it was accepted before"
        : "it is not being handed over";

    public static Guard WasReturned(HandoffKind kind) => situation =>
        situation.Lead.Handoffs.Any(handoff => handoff.Kind == kind && handoff.State == HandoffState.Returned) ? null : "its handoff was not returned";

    public static string? NothingOffered(Situation situation) =>
        Desk.OpenHandoff(situation.Lead) is { } open ? $"accept the handoff of {open.OfferedAt:yyyy-MM-dd} first" : null;

    public static string? NotKickedOff(Situation situation) => situation.Lead.Deal?.KickoffAt is null ? null : "the kickoff took place before";

    private static string? Owner(Situation situation) =>
        situation.Lead.Owner is not { } owner ? "nobody owns it yet: accept it or assign it first"
        : situation.Actor.Kind != ActorKind.Person || owner.PersonId == situation.Actor.Name ? null
        : "it is somebody else's";

    private static string? Receiver(Situation situation)
    {
        var open = Desk.OpenHandoff(situation.Lead);
        return open is { ToPersonId: null } ? Waiting(situation, situation.Policy(open.Kind)?.Receivers) : Owner(situation);
    }

    /// <summary>Who may take a lead that waits for a pool: its members, and a manager for themselves.</summary>
    /// <param name="roles">When not null: only people of these roles.</param>
    private static string? Waiting(Situation situation, IReadOnlyList<string>? roles)
    {
        if (situation.Actor.Kind is ActorKind.Admin or ActorKind.Service || situation.Person(situation.Actor.Name) is not { Active: true } person)
        {
            return "nobody has it yet: assign it to a person first";
        }

        var pool = situation.Playbook.Pools.FirstOrDefault(pool => pool.Id == situation.Lead.Holding?.PoolId);
        return situation.Actor.Kind != ActorKind.Manager && pool?.Members.Any(member => member.PersonId == person.Id) != true ? "it is not waiting for you"
            : roles?.Contains(person.Role) == false ? "your role does not take this handoff"
            : null;
    }
}
