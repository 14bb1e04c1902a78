using System.Collections.Concurrent;
using LeadFunctions.Domain.Routing;
using NodaTime;

namespace LeadFunctions.Domain.Calendars;

/// <summary>A calendar's years (of UTC), each laid out when first asked for.</summary>
internal sealed class WorkYears
{
    private readonly ConcurrentDictionary<int, WorkYear> _years = new();
    private readonly DateTimeZone _zone;
    private readonly ILookup<DayOfWeek, WorkWindow> _windows;
    private readonly HashSet<DateOnly> _holidays;

    public WorkYears(WorkCalendar calendar)
    {
        _zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(calendar.TimeZone)
            ?? throw new ArgumentException($"{calendar.TimeZone} is not an IANA time zone.", nameof(calendar));
        _windows = calendar.Windows.ToLookup(window => window.Day);
        _holidays = [.. calendar.Holidays];
    }

    public WorkYear In(int year) => _years.TryGetValue(year, out var laid) ? laid : _years.GetOrAdd(year, LayOut);

    private WorkYear LayOut(int year)
    {
        var start = Instant.FromUtc(year, 1, 1, 0, 0);
        var end = year == 9999 ? Instant.MaxValue : Instant.FromUtc(year + 1, 1, 1, 0, 0);
        var open = new List<(long From, long Until)>();

        // Within one zone interval the offset is constant, so a window is one stretch of it: gaps and repeats need no special case.
        foreach (var interval in _zone.GetZoneIntervals(start, end))
        {
            var from = interval.HasStart ? Instant.Max(start, interval.Start) : start;
            var until = interval.HasEnd ? Instant.Min(end, interval.End) : end;
            AddWindows(open, Ticks(from), Ticks(until), interval.WallOffset.ToTimeSpan().Ticks);
        }

        return new(Merged(open));
    }

    private void AddWindows(List<(long From, long Until)> open, long from, long until, long offset)
    {
        var first = DayOf(from + offset) - 1;
        var last = DayOf(until + offset);
        for (var day = Math.Max(first, 0); day <= last && day <= DateOnly.MaxValue.DayNumber; day++)
        {
            var date = DateOnly.FromDayNumber(day);
            foreach (var window in _holidays.Contains(date) ? [] : _windows[date.DayOfWeek])
            {
                var midnight = (day * TimeSpan.TicksPerDay) - offset;
                var ends = window.Until <= window.From ? window.Until.Ticks + TimeSpan.TicksPerDay : window.Until.Ticks;
                var (opens, closes) = (Math.Max(from, midnight + window.From.Ticks), Math.Min(until, midnight + ends));
                if (opens < closes)
                {
                    open.Add((opens, closes));
                }
            }
        }
    }

    private static int DayOf(long ticks) => (int)Math.Clamp(ticks / TimeSpan.TicksPerDay, 0, DateOnly.MaxValue.DayNumber);

    private static long Ticks(Instant instant) => instant == Instant.MaxValue ? DateTime.MaxValue.Ticks : instant.ToDateTimeUtc().Ticks;

    private static List<(long From, long Until)> Merged(List<(long From, long Until)> open)
    {
        open.Sort();
        var merged = new List<(long From, long Until)>(open.Count);
        foreach (var next in open)
        {
            if (merged.Count > 0 && next.From <= merged[^1].Until)
            {
                merged[^1] = (merged[^1].From, Math.Max(merged[^1].Until, next.Until));
            }
            else
            {
                merged.Add(next);
            }
        }

        return merged;
    }
}

/// <summary>One year's working stretches in order, with the work done before each, to be searched in halves. All in UTC ticks.</summary>
internal sealed class WorkYear
{
    private readonly long[] _from;
    private readonly long[] _until;
    private readonly long[] _before;

    public WorkYear(List<(long From, long Until)> open)
    {
        _from = [.. open.Select(stretch => stretch.From)];
        _until = [.. open.Select(stretch => stretch.Until)];
        _before = new long[open.Count];
        for (var i = 0; i < open.Count; i++)
        {
            _before[i] = Total;
            Total += _until[i] - _from[i];
        }
    }

    public long Total { get; }

    /// <summary>Work from the start of the year to an instant of it.</summary>
    public long WorkedBy(long ticks)
    {
        var at = Array.BinarySearch(_from, ticks);
        var stretch = at >= 0 ? at : ~at - 1;
        return stretch < 0 ? 0 : _before[stretch] + Math.Min(ticks, _until[stretch]) - _from[stretch];
    }

    /// <summary>What of the year's work lies between two instants.</summary>
    public IEnumerable<(long From, long Until)> Between(long from, long until)
    {
        var at = Array.BinarySearch(_from, from);
        for (var stretch = Math.Max(0, at >= 0 ? at : ~at - 1); stretch < _from.Length && _from[stretch] < until; stretch++)
        {
            if (_until[stretch] > from)
            {
                yield return (Math.Max(from, _from[stretch]), Math.Min(until, _until[stretch]));
            }
        }
    }

    /// <summary>The first instant by which so much is worked.</summary>
    /// <param name="worked">More than nothing, at most <see cref="Total"/>.</param>
    public DateTime InstantOf(long worked)
    {
        var at = Array.BinarySearch(_before, worked);
        var stretch = (at >= 0 ? at : ~at) - 1;
        return new(_from[stretch] + worked - _before[stretch], DateTimeKind.Utc);
    }
}
