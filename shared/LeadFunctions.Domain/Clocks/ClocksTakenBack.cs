using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Merging;

namespace LeadFunctions.Domain.Clocks;

/// <summary>
/// A lead's clocks once some of what happened never did: those that only it started are called off, those that it called off or kept from starting run as if
/// nothing had been. What a person answered, paused or lost meanwhile is history.
/// </summary>
public static class ClocksTakenBack
{
    /// <param name="lived">The clocks of the same life without it.</param>
    /// <param name="since">When the first of it came.</param>
    public static ClockChange Of(Lead lead, IReadOnlyList<Clock> lived, DateTimeOffset since, DateTimeOffset now)
    {
        var change = new ClockChange(lead);
        foreach (var clock in lead.Clocks.Where(clock => IsNone(clock, lived, since)))
        {
            change = Never(change, clock, now);
        }

        foreach (var clock in lived)
        {
            var known = lead.Clocks.FirstOrDefault(one => one.Id == clock.Id);
            change = known is not null ? (IsHistory(known) || known.Legs.Count > clock.Legs.Count ? change : change.Replace(clock))
                : lead.Clocks.Any(one => one.Group == clock.Group && IsHistory(one) && one.StartedAt >= Milliseconds.Down(since)) ? change
                : change.Add(clock).Note(clock, "started", clock.StartedAt, ClockEvents.Started, null, null);
        }

        return change;
    }

    internal static bool IsNone(Clock clock, IReadOnlyList<Clock> lived, DateTimeOffset since) =>
        clock.StartedAt >= Milliseconds.Down(since) && !IsHistory(clock) && lived.All(one => one.Id != clock.Id);

    private static bool IsHistory(Clock clock) => clock.EndedBy is not null || clock.LapsedBy.Count > 0 || clock.Legs.Any(leg => leg.Paused && leg.Reason != Union.RuleId);

    /// <summary>Nobody was too late for it either.</summary>
    private static ClockChange Never(ClockChange change, Clock clock, DateTimeOffset now)
    {
        if (!clock.IsOpen)
        {
            return change.Replace(clock with { Outcome = ClockOutcome.Cancelled, BreachedAt = null });
        }

        var (called, ended) = change.CallOff(clock, now, "a machine's click started it");
        return called.Replace(ended with { Outcome = ClockOutcome.Cancelled, BreachedAt = null });
    }
}
