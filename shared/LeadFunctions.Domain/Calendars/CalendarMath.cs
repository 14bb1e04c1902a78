using System.Runtime.CompilerServices;
using LeadFunctions.Domain.Routing;

namespace LeadFunctions.Domain.Calendars;

/// <summary>
/// Working time between instants. A minute works when the wall clock of the calendar's zone shows a time in one of its windows: where clocks jump
/// ahead the skipped part of a window does not exist, where they fall back the repeated part works twice. A window belongs to the day it starts on,
/// so a holiday takes an overnight window with it, and leaves the end of the one before.
/// </summary>
public static class CalendarMath
{
    /// <summary>Work further ahead than this many years is not looked for.</summary>
    public const int Horizon = 100;

    // Years are laid out once per calendar and then searched in halves; the calendar is immutable, so what is kept is part of its value.
    private static readonly ConditionalWeakTable<WorkCalendar, WorkYears> Laid = [];

    /// <returns>Zero when <paramref name="until"/> is not after <paramref name="from"/>.</returns>
    /// <exception cref="ArgumentException">The calendar's time zone is not an IANA name.</exception>
    public static TimeSpan WorkingTime(WorkCalendar calendar, DateTimeOffset from, DateTimeOffset until)
    {
        if (until <= from)
        {
            return TimeSpan.Zero;
        }

        var years = YearsOf(calendar);
        var (first, last) = (from.UtcDateTime.Year, until.UtcDateTime.Year);
        var ticks = years.In(last).WorkedBy(until.UtcTicks) - years.In(first).WorkedBy(from.UtcTicks);
        for (var year = first; year < last; year++)
        {
            ticks += years.In(year).Total;
        }

        return TimeSpan.FromTicks(ticks);
    }

    /// <summary>The first instant by which <paramref name="work"/> has been worked since <paramref name="start"/>: the end of a window, not the next opening.</summary>
    /// <returns>In UTC; <paramref name="start"/> when there is no work; null when the calendar has not that much within <see cref="Horizon"/> years.</returns>
    /// <exception cref="ArgumentException">The calendar's time zone is not an IANA name.</exception>
    public static DateTimeOffset? Add(WorkCalendar calendar, DateTimeOffset start, TimeSpan work)
    {
        if (work <= TimeSpan.Zero)
        {
            return start.ToUniversalTime();
        }

        if (work > TimeSpan.FromDays(366 * Horizon))
        {
            return null;
        }

        var years = YearsOf(calendar);
        var year = start.UtcDateTime.Year;
        var wanted = work.Ticks + years.In(year).WorkedBy(start.UtcTicks);
        for (var last = Math.Min(year + Horizon, DateTime.MaxValue.Year); year <= last; year++)
        {
            var laid = years.In(year);
            if (wanted <= laid.Total)
            {
                return new DateTimeOffset(laid.InstantOf(wanted), TimeSpan.Zero);
            }

            wanted -= laid.Total;
        }

        return null;
    }

    /// <summary>The stretches of work between two instants, in order and apart: what <see cref="WorkingTime"/> adds up.</summary>
    /// <exception cref="ArgumentException">The calendar's time zone is not an IANA name.</exception>
    public static IEnumerable<(DateTimeOffset From, DateTimeOffset Until)> Stretches(WorkCalendar calendar, DateTimeOffset from, DateTimeOffset until)
    {
        var years = YearsOf(calendar);
        (long From, long Until)? open = null;
        for (var year = from.UtcDateTime.Year; year <= until.UtcDateTime.Year && from < until; year++)
        {
            foreach (var next in years.In(year).Between(from.UtcTicks, until.UtcTicks))
            {
                // A stretch over New Year is laid out in two years.
                if (open is { } before && before.Until == next.From)
                {
                    open = (before.From, next.Until);
                    continue;
                }

                if (open is { } whole)
                {
                    yield return (new(whole.From, TimeSpan.Zero), new(whole.Until, TimeSpan.Zero));
                }

                open = next;
            }
        }

        if (open is { } last)
        {
            yield return (new(last.From, TimeSpan.Zero), new(last.Until, TimeSpan.Zero));
        }
    }

    private static WorkYears YearsOf(WorkCalendar calendar) => Laid.GetValue(calendar, static calendar => new(calendar));
}
