using LeadFunctions.Domain.Calendars;
using LeadFunctions.Domain.Playbooks;
using LeadFunctions.Domain.Routing;

namespace LeadFunctions.Domain.Clocks;

/// <summary>
/// The arithmetic of one clock. Everything it will do is due at an amount of counted time: so much of the target for a warning, the whole of it for the
/// breach, more for the steps after; a pause only puts off the counting.
/// </summary>
public static class ClockTime
{
    /// <summary>Working time counted by an instant; pauses left out.</summary>
    public static TimeSpan Counted(Clock clock, Playbook playbook, DateTimeOffset at)
    {
        var counted = TimeSpan.Zero;
        for (var i = 0; i < clock.Legs.Count; i++)
        {
            var (leg, until) = (clock.Legs[i], i + 1 < clock.Legs.Count && clock.Legs[i + 1].From < at ? clock.Legs[i + 1].From : at);
            var from = leg.Paused ? leg.ResumesAt ?? until : leg.From;
            if (from < until)
            {
                counted += Between(CalendarOf(leg, clock, playbook), from, until);
            }
        }

        return counted;
    }

    /// <summary>By when it must be answered; of a paused clock, if nobody resumes it before it does so by itself. Null when its calendar never gets there.</summary>
    public static DateTimeOffset? Deadline(Clock clock, Playbook playbook) => InstantOf(clock, playbook, clock.Target);

    /// <summary>The first instant by which so much is counted.</summary>
    public static DateTimeOffset? InstantOf(Clock clock, Playbook playbook, TimeSpan counted)
    {
        var before = TimeSpan.Zero;
        for (var i = 0; i < clock.Legs.Count; i++)
        {
            var (leg, last) = (clock.Legs[i], i + 1 == clock.Legs.Count);
            var from = leg.Paused ? leg.ResumesAt ?? DateTimeOffset.MaxValue : leg.From;
            var until = last ? DateTimeOffset.MaxValue : clock.Legs[i + 1].From;
            if (from >= until)
            {
                continue;
            }

            var calendar = CalendarOf(leg, clock, playbook);
            if (last)
            {
                return After(calendar, from, counted - before);
            }

            var here = Between(calendar, from, until);
            if (before + here >= counted)
            {
                return After(calendar, from, counted - before);
            }

            before += here;
        }

        return null;
    }

    /// <summary>What an open clock does next, and when; null when it only waits to be answered.</summary>
    /// <param name="policy">As it is now; null when the playbook has it no more.</param>
    public static ClockMark? Next(Clock clock, SlaPolicy? policy, Playbook playbook)
    {
        if (!clock.IsOpen)
        {
            return null;
        }

        if (policy is null)
        {
            return new ClockMark(clock.StartedAt, ClockMarkKind.Orphaned, 0);
        }

        if (clock.IsPaused)
        {
            return clock.Legs[^1].ResumesAt is { } resumes ? new ClockMark(resumes, ClockMarkKind.Resume, 0) : null;
        }

        if (clock.BreachedAt is not null)
        {
            return clock.Steps < policy.Escalation.Count
                ? MarkAt(Counted(clock, playbook, clock.EscalatedAt ?? clock.BreachedAt.Value) + policy.Escalation[clock.Steps].After, ClockMarkKind.Step, clock.Steps)
                : null;
        }

        foreach (var percent in clock.WarnAt)
        {
            if (!clock.Warned.Contains(percent))
            {
                return MarkAt(TimeSpan.FromTicks(clock.Target.Ticks / 100 * percent), ClockMarkKind.Warn, percent);
            }
        }

        return MarkAt(clock.Target, ClockMarkKind.Breach, 0);

        ClockMark? MarkAt(TimeSpan counted, ClockMarkKind kind, int value) =>
            InstantOf(clock, playbook, counted) is { } at ? new ClockMark(Milliseconds.Up(at), kind, value) : null;
    }

    /// <summary>The target in working time, counted out from a start.</summary>
    public static TimeSpan TargetOf(SlaTarget target, WorkCalendar? calendar, DateTimeOffset start) => target switch
    {
        SlaTarget.Working working => working.Time,
        SlaTarget.BusinessDays { Days: var days } => calendar is not null && BusinessDay.Close(calendar, start, days) is { } close
            ? CalendarMath.WorkingTime(calendar, start, close)
            : TimeSpan.FromDays(days),
        _ => throw new ArgumentOutOfRangeException(nameof(target), target, "Not a target."),
    };

    public static WorkCalendar? Find(Playbook playbook, string? calendar)
    {
        for (var i = 0; calendar is not null && i < playbook.Calendars.Count; i++)
        {
            if (playbook.Calendars[i].Id == calendar)
            {
                return playbook.Calendars[i];
            }
        }

        return null;
    }

    /// <summary>The leg's own calendar; the policy's when a later playbook has dropped it.</summary>
    internal static WorkCalendar? CalendarOf(Leg leg, Clock clock, Playbook playbook) =>
        leg.Calendar is null ? null : Find(playbook, leg.Calendar) ?? Find(playbook, RunningClocks.PolicyOf(clock, playbook)?.Calendar);

    private static TimeSpan Between(WorkCalendar? calendar, DateTimeOffset from, DateTimeOffset until) =>
        calendar is null ? until - from : CalendarMath.WorkingTime(calendar, from, until);

    private static DateTimeOffset? After(WorkCalendar? calendar, DateTimeOffset from, TimeSpan work) =>
        calendar is not null ? CalendarMath.Add(calendar, from, work)
        : work <= TimeSpan.Zero ? from
        : work < DateTimeOffset.MaxValue - from ? from + work
        : null;
}

/// <param name="Value">The percentage of a warning, the index of a step.</param>
public readonly record struct ClockMark(DateTimeOffset At, ClockMarkKind Kind, int Value);

public enum ClockMarkKind
{
    Warn,
    Breach,
    Step,

    /// <summary>A pause ends by itself.</summary>
    Resume,

    /// <summary>Its policy is gone from the playbook.</summary>
    Orphaned,
}
