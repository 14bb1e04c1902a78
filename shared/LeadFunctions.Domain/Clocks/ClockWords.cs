using System.Globalization;
using LeadFunctions.Domain.Playbooks;
using NodaTime;

namespace LeadFunctions.Domain.Clocks;

/// <summary>A deadline told to people, in the time of the calendar that counts.</summary>
internal static class ClockWords
{
    public static IEnumerable<string> Of(Clock clock, Playbook playbook, DateTimeOffset? deadline, List<ClockSegment> segments)
    {
        var zone = ZoneOf(clock.Legs[^1].Calendar, playbook);
        yield return $"{Long(clock.Target)} {(clock.Legs[^1].Calendar is { } calendar ? $"of working time ({calendar}, {zone.Id})" : "around the clock")} from {At(clock.StartedAt, zone)}";
        foreach (var segment in segments.Take(ExplainClock.MostSegments))
        {
            yield return Line(segment, ZoneOf(segment.Calendar, playbook));
        }

        if (segments.Count > ExplainClock.MostSegments)
        {
            yield return "and so on";
        }

        yield return deadline is { } due ? $"{(clock.IsPaused ? "due, if it runs on by itself, by" : "due by")} {At(due, zone)}" : "never due: its calendar has not so many working hours";
        if (clock.EndedAt is { } ended)
        {
            yield return $"ended {At(ended, zone)}: {clock.EndedOn}{(clock.EndedBy is { } by ? " by " + by : "")}";
        }
    }

    /// <summary><c>3 h 20 min</c>; the smallest piece is a second.</summary>
    public static string Long(TimeSpan time)
    {
        var parts = new[] { ((long)time.TotalHours, "h"), (time.Minutes, "min"), (time.Seconds, "s") }.Where(part => part.Item1 != 0).Select(part => $"{part.Item1} {part.Item2}").ToList();
        return parts.Count == 0 ? "0 min" : string.Join(' ', parts);
    }

    private static string Line(ClockSegment segment, DateTimeZone zone) => segment.Kind switch
    {
        ClockSegmentKind.Counted => $"{Span(segment, zone)}: {Long(segment.Worked)} counted",
        ClockSegmentKind.Closed => $"{Span(segment, zone)}: closed{(segment.Why is { } holiday ? $" ({holiday})" : "")}",
        _ => $"{Span(segment, zone)}: paused{(segment.Why is { } reason ? $" ({reason})" : "")}, {Long(segment.Worked)} of working time put off",
    };

    private static string Span(ClockSegment segment, DateTimeZone zone) => $"{At(segment.From, zone)} to {At(segment.Until, zone)}";

    private static string At(DateTimeOffset at, DateTimeZone zone)
    {
        var wall = Instant.FromDateTimeOffset(at).InZone(zone).ToDateTimeOffset();
        return wall.ToString(wall.Second == 0 ? "ddd yyyy-MM-dd HH:mm" : "ddd yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
    }

    private static DateTimeZone ZoneOf(string? calendar, Playbook playbook) =>
        ClockTime.Find(playbook, calendar) is { } known ? DateTimeZoneProviders.Tzdb[known.TimeZone] : DateTimeZone.Utc;
}
