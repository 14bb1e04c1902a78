using System.Globalization;
using LeadFunctions.Domain.Calendars;
using LeadFunctions.Domain.Playbooks;
using LeadFunctions.Domain.Routing;
using NodaTime;

namespace LeadFunctions.Domain.Clocks;

/// <summary>Why a deadline is when it is: which minutes count, which are skipped, which are paused. The counted ones add up to the target.</summary>
public static class ExplainClock
{
    /// <summary>Longer ones end with how much is left out.</summary>
    public const int MostSegments = 200;

    public static ClockExplanation Of(Clock clock, Playbook playbook, DateTimeOffset now)
    {
        var deadline = ClockTime.Deadline(clock, playbook);
        var at = clock.EndedAt ?? now;
        var counted = ClockTime.Counted(clock, playbook, at);
        var until = clock.EndedAt is { } ended && ended < (deadline ?? DateTimeOffset.MaxValue) ? ended : deadline ?? at;
        var segments = Segments(clock, playbook, until).Take(MostSegments + 1).ToList();
        return new ClockExplanation(
            clock,
            RunningClocks.PolicyOf(clock, playbook)?.Name ?? clock.Policy,
            deadline,
            counted,
            clock.IsOpen && clock.Target > counted ? clock.Target - counted : TimeSpan.Zero,
            PausedClocks.PausedFor(clock, at),
            [.. segments.Take(MostSegments)],
            [.. ClockWords.Of(clock, playbook, deadline, segments)]);
    }

    private static IEnumerable<ClockSegment> Segments(Clock clock, Playbook playbook, DateTimeOffset until)
    {
        for (var i = 0; i < clock.Legs.Count; i++)
        {
            var leg = clock.Legs[i];
            var calendar = ClockTime.CalendarOf(leg, clock, playbook);
            var end = i + 1 < clock.Legs.Count && clock.Legs[i + 1].From < until ? clock.Legs[i + 1].From : until;
            var paused = leg.Paused ? leg.ResumesAt < end ? leg.ResumesAt.Value : end : leg.From;
            if (leg.Paused && leg.From < paused)
            {
                var worked = calendar is null ? paused - leg.From : CalendarMath.WorkingTime(calendar, leg.From, paused);
                yield return new ClockSegment(leg.From, paused, ClockSegmentKind.Paused, worked, calendar?.Id) { Why = leg.Reason };
            }

            foreach (var segment in paused < end ? Running(calendar, paused, end) : [])
            {
                yield return segment;
            }
        }
    }

    private static IEnumerable<ClockSegment> Running(WorkCalendar? calendar, DateTimeOffset from, DateTimeOffset until)
    {
        if (calendar is null)
        {
            yield return new ClockSegment(from, until, ClockSegmentKind.Counted, until - from, null);
            yield break;
        }

        foreach (var (opens, closes) in CalendarMath.Stretches(calendar, from, until))
        {
            if (from < opens)
            {
                yield return Closed(calendar, from, opens);
            }

            yield return new ClockSegment(opens, closes, ClockSegmentKind.Counted, closes - opens, calendar.Id);
            from = closes;
        }

        if (from < until)
        {
            yield return Closed(calendar, from, until);
        }
    }

    private static ClockSegment Closed(WorkCalendar calendar, DateTimeOffset from, DateTimeOffset until)
    {
        var zone = DateTimeZoneProviders.Tzdb[calendar.TimeZone];
        var (first, last) = (DateIn(zone, from), DateIn(zone, until));
        var holidays = calendar.Holidays.Where(day => first <= day && day <= last && calendar.Windows.Any(window => window.Day == day.DayOfWeek)).Order()
            .Select(day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)).ToList();
        return new ClockSegment(from, until, ClockSegmentKind.Closed, TimeSpan.Zero, calendar.Id) { Why = holidays.Count == 0 ? null : "holiday " + string.Join(", ", holidays) };
    }

    private static DateOnly DateIn(DateTimeZone zone, DateTimeOffset at) => Instant.FromDateTimeOffset(at).InZone(zone).Date.ToDateOnly();
}
