using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Playbooks;

namespace LeadFunctions.Domain.Clocks;

/// <summary>Stopping a clock for a while, with a reason. Only working time inside a pause puts off the deadline, and all pauses together have an end.</summary>
public static class PausedClocks
{
    // Each pause and each owner is a leg; nobody needs more of them, and a lead stays small.
    internal const int MostLegs = 50;

    /// <param name="which">A clock's or policy's id; null for every clock that runs.</param>
    /// <returns>The change, or why there is none.</returns>
    public static (ClockChange? Change, string? Refusal) Pause(Lead lead, string? which, string by, string reason, Playbook playbook, DateTimeOffset now)
    {
        var at = Milliseconds.Down(now);
        var change = RunningClocks.Advance(lead, playbook, now);
        var running = Asked(change.Lead, which).Where(clock => clock is { IsPaused: false, BreachedAt: null } && clock.StartedAt <= at).ToList();
        if (running.Count == 0)
        {
            return (null, which is null ? "no clock is running" : "no such clock is running");
        }

        var able = running.Select(clock => (Clock: clock, Left: Left(clock, RunningClocks.PolicyOf(clock, playbook)!))).Where(one => one.Left > TimeSpan.Zero && one.Clock.Legs.Count < MostLegs).ToList();
        if (able.Count == 0)
        {
            return (null, "it has been paused for as long, or as often, as it may be");
        }

        foreach (var (clock, left) in able)
        {
            var leg = new Leg(Later(at, clock.Legs[^1].From), clock.Legs[^1].Calendar) { Paused = true, By = by, Reason = reason };
            var paused = clock with { Outcome = ClockOutcome.Paused, Legs = [.. clock.Legs, leg with { ResumesAt = leg.From + left }] };
            change = change.Replace(paused).Note(clock, "paused:" + clock.Legs.Count, now, ClockEvents.Paused, leg.From + left, reason, by);
        }

        return (change, null);
    }

    public static (ClockChange? Change, string? Refusal) Resume(Lead lead, string? which, string by, string reason, Playbook playbook, DateTimeOffset now)
    {
        var change = RunningClocks.Advance(lead, playbook, now);
        var paused = Asked(change.Lead, which).Where(clock => clock.IsPaused).ToList();
        if (paused.Count == 0)
        {
            return (null, which is null ? "no clock is paused" : "no such clock is paused");
        }

        foreach (var clock in paused)
        {
            change = change.Replace(RunOn(clock, Milliseconds.Down(now))).Note(clock, "resumed:" + clock.Legs.Count, now, ClockEvents.Resumed, null, reason, by);
        }

        return (change, null);
    }

    /// <summary>Wall time of all pauses by an instant.</summary>
    public static TimeSpan PausedFor(Clock clock, DateTimeOffset at)
    {
        var paused = TimeSpan.Zero;
        for (var i = 0; i < clock.Legs.Count; i++)
        {
            var leg = clock.Legs[i];
            var until = i + 1 < clock.Legs.Count && clock.Legs[i + 1].From < at ? clock.Legs[i + 1].From : at;
            until = leg.ResumesAt < until ? leg.ResumesAt.Value : until;
            paused += leg.Paused && until > leg.From ? until - leg.From : TimeSpan.Zero;
        }

        return paused;
    }

    internal static Clock RunOn(Clock clock, DateTimeOffset at) => clock with
    {
        Outcome = ClockOutcome.Running,
        Legs = [.. clock.Legs, new Leg(Later(at, clock.Legs[^1].From), clock.Legs[^1].Calendar)],
    };

    private static TimeSpan Left(Clock clock, SlaPolicy policy) => policy.MaxPause - PausedFor(clock, DateTimeOffset.MaxValue);

    private static IEnumerable<Clock> Asked(Lead lead, string? which) =>
        lead.Clocks.Where(clock => clock.IsOpen && (which is null || clock.Id == which || clock.Policy == which));

    // A clock that was set back must not make a leg begin before the one it follows.
    internal static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
