using LeadFunctions.Domain.Clocks;
using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Lifecycle;
using LeadFunctions.Domain.Nurture;

namespace LeadFunctions.Domain.Metrics;

/// <summary>The facts that a lead shows: stays, responses, clocks, deals and runs.</summary>
internal static class CountedFacts
{
    public static IReadOnlyList<Fact> Of(Lead lead) => InOrder(
    [
        .. lead.Stays.Select(StayOf), new Fact(FactKind.Stay, Transitions.NameOf(lead.Stage), lead.StageSince),
        .. Responses(lead),
        .. lead.Clocks.Select(ClockOf),
        .. Deals(lead).SelectMany(deal => DealOf(deal, lead)),
        .. (lead.Enrolments ?? []).Select(RunOf),
    ]);

    public static IReadOnlyList<Fact> InOrder(IEnumerable<Fact> facts) =>
        [.. facts.OrderBy(fact => fact.At).ThenBy(fact => fact.Kind).ThenBy(fact => fact.Of, StringComparer.Ordinal)];

    private static Fact StayOf(StageStay stay) => new(FactKind.Stay, Transitions.NameOf(stay.Stage), stay.Since)
    {
        Until = stay.Until,
        Why = stay is { Cause: "reject", Stage: Stage.Mql or Stage.Sal } ? stay.Reason ?? "none" : null,
    };

    private static IEnumerable<Fact> Responses(Lead lead)
    {
        foreach (var contact in lead.Stays.Select(stay => stay.FirstContact).Append(lead.FirstContact).OfType<FirstContact>())
        {
            if (contact.WallTime is { } waited)
            {
                yield return new Fact(FactKind.Response, "", contact.At - waited) { Until = contact.At, Value = (long)waited.TotalMilliseconds };
            }
        }
    }

    private static Fact ClockOf(Clock clock) =>
        new(FactKind.Clock, clock.Policy, clock.StartedAt) { Why = clock.Outcome switch { ClockOutcome.Met => "met", ClockOutcome.Breached => "breached", _ => null } };

    private static IEnumerable<Deal> Deals(Lead lead) => lead.Stays.Select(stay => stay.Deal).Append(lead.Deal).OfType<Deal>();

    private static IEnumerable<Fact> DealOf(Deal deal, Lead lead)
    {
        yield return new Fact(FactKind.Deal, "", deal.OpenedAt)
        {
            Until = deal.ClosedAt,
            Value = (long)Math.Round(deal.Amount * 100),
            Why = deal.Won switch { true => "won", false => "lost", null => null },
        };
        if (deal is { Won: not null, ClosedAt: { } closed } && QualifiedAt(lead, deal.OpenedAt) is { } qualified)
        {
            yield return new Fact(FactKind.Cycle, "", deal.OpenedAt) { Until = closed, Value = (long)(closed - qualified).TotalMilliseconds };
        }
    }

    /// <summary>The latest time it became an SQL before the deal was opened.</summary>
    private static DateTimeOffset? QualifiedAt(Lead lead, DateTimeOffset opened) =>
        lead.Stays.Where(stay => stay.Stage == Stage.Sql && stay.Since <= opened).Select(stay => (DateTimeOffset?)stay.Since).LastOrDefault();

    private static Fact RunOf(Enrolment run) => new(FactKind.Run, run.SequenceId, run.EnteredAt)
    {
        Value = run.Sent,
        Held = run.Hold is { } hold ? string.Join("; ", hold.Split("; ").Select(WithoutTime).Distinct(StringComparer.Ordinal)) : null,
        Why = run.State switch
        {
            EnrolmentState.Active => "at:" + run.Step,
            EnrolmentState.Completed => "completed",
            EnrolmentState.Removed => "removed",
            _ => "exited:" + run.EndedWhy,
        },
    };

    private static string WithoutTime(string hold) => hold.Split(" until ")[0].TrimEnd(',');
}
