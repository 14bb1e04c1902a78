using System.Collections.Concurrent;
using LeadFunctions.Domain.Calendars;
using LeadFunctions.Domain.Routing;

namespace LeadFunctions.Domain.Nurture;

/// <summary>When mails may go out by the recipient's own clock: the windows of <see cref="WorkCalendar"/> (over midnight too), laid out once per time zone.</summary>
public sealed class SendHours(IReadOnlyList<WorkWindow> windows, IReadOnlyList<DateOnly> holidays)
{
    private static readonly TimeSpan Least = TimeSpan.FromTicks(1);
    private readonly ConcurrentDictionary<string, WorkCalendar> _zones = new(StringComparer.Ordinal);

    /// <summary>No windows: any time.</summary>
    public static readonly SendHours Any = new([], []);

    public IReadOnlyList<WorkWindow> Windows => windows;

    public IReadOnlyList<DateOnly> Holidays => holidays;

    /// <returns>The first instant not before <paramref name="at"/> at which the recipient's clock is within a window; null when there is none within 100 years.</returns>
    /// <exception cref="ArgumentException">Not an IANA time zone.</exception>
    public DateTimeOffset? NextOpen(DateTimeOffset at, string timeZone)
    {
        if (windows.Count == 0)
        {
            return at;
        }

        // The instant by which the least of work is done lies just after the one at which it can begin.
        var calendar = _zones.GetOrAdd(timeZone, zone => new WorkCalendar("send-hours", zone, windows, holidays));
        return CalendarMath.Add(calendar, at, Least) - Least;
    }
}
