using LeadFunctions.Domain.Playbooks;

namespace LeadFunctions.Domain.Lifecycle;

/// <summary>What an action must say before it happens, by the names of its body; empty when nothing is missing.</summary>
internal static class Needs
{
    public static IReadOnlyList<string> Nothing(Situation situation) => [];

    public static IReadOnlyList<string> Contact(Situation situation)
    {
        var contact = (LifecycleAction.Contact)situation.Action;
        return [.. Unless(ContactWords.Channels.Contains(contact.Channel), "channel"), .. Unless(ContactWords.Outcomes.Contains(contact.Outcome), "outcome")];
    }

    public static IReadOnlyList<string> Reject(Situation situation) => Reason(situation.Playbook.Reasons.Reject, ((LifecycleAction.Reject)situation.Action).Reason);

    public static IReadOnlyList<string> Return(Situation situation) => Reason(situation.Playbook.Reasons.Return, ((LifecycleAction.Reject)situation.Action).Reason);

    public static IReadOnlyList<string> Recycle(Situation situation) => Reason(situation.Playbook.Reasons.Recycle, ((LifecycleAction.Recycle)situation.Action).Reason);

    public static IReadOnlyList<string> Disqualify(Situation situation) => Reason(situation.Playbook.Reasons.Disqualify, ((LifecycleAction.Disqualify)situation.Action).Reason);

    public static IReadOnlyList<string> Lose(Situation situation) => Reason(situation.Playbook.Reasons.Lose, ((LifecycleAction.Lose)situation.Action).Reason);

    public static IReadOnlyList<string> Convert(Situation situation)
    {
        var convert = (LifecycleAction.Convert)situation.Action;
        return [.. Unless(!string.IsNullOrWhiteSpace(convert.DealName), "name"), .. Unless(convert.Amount >= 0, "amount")];
    }

    /// <summary>Every required criterion of the method answered, now or before; and what the handoff's packet needs.</summary>
    public static IReadOnlyList<string> Qualify(Situation situation)
    {
        var qualify = (LifecycleAction.Qualify)situation.Action;
        if (situation.Playbook.Qualification.FirstOrDefault(method => method.Id == qualify.Method) is not { } method)
        {
            return ["method"];
        }

        var known = (situation.Lead.Qualification ?? Qualification.None).With(qualify, situation.Actor.Name, situation.Now);
        var open = method.Criteria.Where(criterion => criterion.Required && known.AnswerTo(method.Id, criterion.Id) is null).Select(criterion => "answers/" + criterion.Id);
        return [.. open, .. Packet(situation with { Lead = situation.Lead with { Qualification = known } }, HandoffKind.SdrToAe)];
    }

    public static IReadOnlyList<string> Win(Situation situation) =>
        [.. Unless(((LifecycleAction.Win)situation.Action).Amount is null or >= 0, "amount"), .. Packet(situation, HandoffKind.SalesToCs)];

    private static IEnumerable<string> Packet(Situation situation, HandoffKind kind) =>
        situation.Policy(kind) is { } policy ? policy.Fields.Where(field => field.Required && Packets.Lines(field, situation.Lead, situation).Count == 0).Select(field => field.Name) : [];

    private static List<string> Reason(IReadOnlyList<Reason> list, string reason) => Unless(list.Any(one => one.Id == reason), "reason");

    private static List<string> Unless(bool holds, string name) => holds ? [] : [name];
}
