using LeadFunctions.Domain.Routing;
using NodaTime;

namespace LeadFunctions.Domain.Calendars;

/// <summary>Days as offices count them: a working day is a date, in the calendar's zone, on which one of its windows opens.</summary>
public static class BusinessDay
{
    // Longer without a single working day than any company's calendar.
    private const int MostDaysOff = 2 * 366;

    /// <summary>The end of the last window of the n-th working day after the date of <paramref name="start"/>, which itself does not count.</summary>
    /// <returns>In UTC; null when the calendar has not so many.</returns>
    public static DateTimeOffset? Close(WorkCalendar calendar, DateTimeOffset start, int days)
    {
        var zone = DateTimeZoneProviders.Tzdb[calendar.TimeZone];
        var windows = calendar.Windows.ToLookup(window => window.Day);
        var date = Instant.FromDateTimeOffset(start).InZone(zone).Date.ToDateOnly();
        for (var (left, off) = (days, 0); off < MostDaysOff;)
        {
            date = date.AddDays(1);
            var closes = calendar.Holidays.Contains(date) ? null : Closes(windows[date.DayOfWeek], date, zone);
            (left, off) = closes is null ? (left, off + 1) : (left - 1, 0);
            if (left == 0)
            {
                return closes;
            }
        }

        return null;
    }

    /// <summary>The end of the day's last window; null when none opens, or the clocks jump over all of them.</summary>
    private static DateTimeOffset? Closes(IEnumerable<WorkWindow> windows, DateOnly date, DateTimeZone zone) => windows
        .Select(window => (From: At(date.ToDateTime(window.From), zone, second: false), Until: At((window.Until <= window.From ? date.AddDays(1) : date).ToDateTime(window.Until), zone, second: true)))
        .Where(window => window.From < window.Until)
        .Max(window => (DateTimeOffset?)window.Until);

    /// <summary>Where the clocks jump over it, the jump; where they repeat it, the first or the second time.</summary>
    private static DateTimeOffset At(DateTime wall, DateTimeZone zone, bool second)
    {
        var mapping = zone.MapLocal(LocalDateTime.FromDateTime(wall));
        var instant = mapping.Count == 0 ? mapping.EarlyInterval.End : second ? mapping.Last().ToInstant() : mapping.First().ToInstant();
        return instant.ToDateTimeOffset();
    }
}
