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
            var works = windows[date.DayOfWeek].Any() && !calendar.Holidays.Contains(date);
            (left, off) = works ? (left - 1, 0) : (left, off + 1);
            if (left == 0)
            {
                return windows[date.DayOfWeek].Max(window => EndOf(window, date, zone));
            }
        }

        return null;
    }

    /// <summary>Where the clocks jump over the end, the jump; where they repeat it, the second time.</summary>
    private static DateTimeOffset EndOf(WorkWindow window, DateOnly date, DateTimeZone zone)
    {
        var ends = (window.Until <= window.From ? date.AddDays(1) : date).ToDateTime(window.Until);
        var mapping = zone.MapLocal(LocalDateTime.FromDateTime(ends));
        return (mapping.Count == 0 ? mapping.EarlyInterval.End : mapping.Last().ToInstant()).ToDateTimeOffset();
    }
}
