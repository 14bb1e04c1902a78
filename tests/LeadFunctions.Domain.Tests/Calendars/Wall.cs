using LeadFunctions.Domain.Routing;
using NodaTime;

namespace LeadFunctions.Domain.Tests.Calendars;

/// <summary>The oracle of working time: what the clock on the wall says, minute by minute. Slow, and plain enough to be believed.</summary>
internal static class Wall
{
    // Half-hour zones, a half-hour summer time, one that jumped over a whole day, southern summers, the first and the last zone of the day, and one without any.
    public static readonly string[] Zones =
    [
        "UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "Pacific/Apia", "America/Sao_Paulo", "Asia/Kathmandu", "Africa/Casablanca",
        "America/St_Johns", "Pacific/Kiritimati", "Pacific/Marquesas",
    ];

    /// <summary>Whether the minute that begins at an instant is worked.</summary>
    public static bool Works(WorkCalendar calendar, DateTimeZone zone, DateTimeOffset minute) => DaysOf(calendar, zone, minute) is not (null, null);

    /// <summary>The dates whose windows work this minute: its own, and the one before when its night is not over.</summary>
    public static (DateOnly? Today, DateOnly? Yesterday) DaysOf(WorkCalendar calendar, DateTimeZone zone, DateTimeOffset minute)
    {
        var wall = Instant.FromDateTimeOffset(minute).InZone(zone).LocalDateTime;
        var (date, time) = (wall.Date.ToDateOnly(), wall.TimeOfDay.ToTimeOnly());
        (DateOnly? today, DateOnly? yesterday) = (null, null);
        foreach (var window in calendar.Windows)
        {
            var overnight = window.Until <= window.From;
            today ??= On(date, window) && window.From <= time && (overnight || time < window.Until) ? date : null;
            yesterday ??= overnight && On(date.AddDays(-1), window) && time < window.Until ? date.AddDays(-1) : null;
        }

        return (today, yesterday);

        bool On(DateOnly day, WorkWindow window) => day.DayOfWeek == window.Day && !calendar.Holidays.Contains(day);
    }

    /// <summary>Half of them just before a change of the clocks or of the year.</summary>
    public static DateTimeOffset Start(DateTimeZone zone, Random random)
    {
        var any = Instant.FromUtc(2005 + random.Next(30), 1 + random.Next(12), 1 + random.Next(28), random.Next(24), random.Next(60));
        var interval = zone.GetZoneInterval(any);
        var near = random.Next(4) switch
        {
            0 or 1 when interval.HasEnd => interval.End,
            2 => Instant.FromUtc(any.InUtc().Year, 12, 31, 23, 59),
            _ => any,
        };
        return new DateTimeOffset(near.ToDateTimeUtc().Ticks / TimeSpan.TicksPerMinute * TimeSpan.TicksPerMinute, TimeSpan.Zero).AddMinutes(-random.Next(2 * 24 * 60));
    }

    public static WorkCalendar Anything(string id, string zone, DateTimeOffset start, Random random) => new(
        id,
        zone,
        [.. Enumerable.Range(0, 1 + random.Next(12)).Select(_ => new WorkWindow((DayOfWeek)random.Next(7), AnyTime(random), AnyTime(random)))],
        [.. Enumerable.Range(0, random.Next(3)).Select(_ => DateOnly.FromDateTime(start.UtcDateTime).AddDays(random.Next(5)))]);

    private static TimeOnly AnyTime(Random random) => random.Next(4) == 0 ? new(random.Next(24), 0) : new(random.Next(24), random.Next(60));
}
