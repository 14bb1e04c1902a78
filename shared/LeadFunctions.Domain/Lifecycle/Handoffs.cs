using System.Globalization;
using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Playbooks;

namespace LeadFunctions.Domain.Lifecycle;

/// <summary>Offering a lead to the next team, and what becomes of the offer.</summary>
public static class Handoffs
{
    /// <summary>An offer by the owner, whose action it is.</summary>
    internal static Change Offer(Change change, HandoffPolicy policy, Situation situation)
    {
        var giver = situation.Person(change.Lead.Owner?.PersonId);
        var packet = Packets.Of(policy, change.Lead, situation);
        var offer = New(policy.Kind, situation.Actor.Name, giver?.Id, situation.Now);
        if (giver is null || !policy.Receivers.Contains(giver.Role))
        {
            return Say(change.Keeping(offer), offer, packet);
        }

        var kept = offer with { ToPersonId = giver.Id };
        var accepted = kept with { State = HandoffState.Accepted, AnsweredAt = situation.Now, AnsweredBy = giver.Id };
        return Answer(Say(change, accepted, packet), kept, HandoffState.Accepted, "already theirs", situation.Id, giver.Id, situation.Now);
    }

    /// <summary>
    /// Somebody gets the lead, by the rules or by hand: the receiver of the open offer is found, or another one. An MQL without one is marketing's
    /// handoff to sales, which no person makes.
    /// </summary>
    /// <param name="lead">Owned by them already.</param>
    /// <param name="ledger">The lead's events, or those read from the activities when they spilled.</param>
    public static (Lead Lead, IReadOnlyList<Activity> Activities) To(string personId, Lead lead, IReadOnlyList<LedgerEvent> ledger, Rulebook rules, DateTimeOffset now)
    {
        var start = new Change(lead, []);
        if (Desk.OpenHandoff(lead) is { } open)
        {
            return (start.Keeping(open with { ToPersonId = personId }).Lead, []);
        }

        if (lead.Stage != Stage.Mql || rules.Playbook.Handoffs.FirstOrDefault(policy => policy.Kind == HandoffKind.MarketingToSales) is not { } policy)
        {
            return (lead, []);
        }

        var offer = New(policy.Kind, "system", null, now) with { ToPersonId = personId };
        var offered = Say(start.Keeping(offer), offer, Packets.Of(policy, lead, ledger, rules, now));
        return (offered.Lead, offered.Activities);
    }

    internal static Change Answer(Change change, Handoff open, HandoffState state, string? reason, string id, string by, DateTimeOffset now) =>
        change
            .Keeping(open with { State = state, AnsweredAt = now, AnsweredBy = by, Reason = reason, ToPersonId = open.ToPersonId ?? (state == HandoffState.Accepted ? change.Lead.Owner?.PersonId : null) })
            .Saying(new Activity.HandoffAnswered("answer:" + id, now, open.Id, open.Kind, state, reason) { By = by });

    private static Change Say(Change change, Handoff offer, IReadOnlyList<PacketEntry> packet) =>
        change.Saying(new Activity.HandoffOffered(offer.Id, offer.OfferedAt, offer, packet) { By = offer.OfferedBy });

    private static Handoff New(HandoffKind kind, string by, string? fromPersonId, DateTimeOffset now) =>
        new(string.Create(CultureInfo.InvariantCulture, $"handoff:{NameOf(kind)}:{now.ToUnixTimeMilliseconds()}"), kind, now, by, fromPersonId, null);

    public static string NameOf(HandoffKind kind) => kind switch
    {
        HandoffKind.MarketingToSales => "marketing-to-sales",
        HandoffKind.SdrToAe => "sdr-to-ae",
        HandoffKind.SalesToCs => "sales-to-cs",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a handoff."),
    };
}
