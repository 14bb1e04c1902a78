using LeadFunctions.Domain.Calendars;
using LeadFunctions.Domain.Routing;
using NodaTime;

namespace LeadFunctions.Domain.Tests.Calendars;

/// <summary>Against an oracle that asks every single minute what the clock on the wall says.</summary>
public class working_time_minute_by_minute
{
    private const long Minute = TimeSpan.TicksPerMinute;

    // Half-hour zones, a half-hour summer time, one that jumped over a whole day, southern summers, and one without any.
    private static readonly string[] Zones =
        ["UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "Pacific/Apia", "America/Sao_Paulo", "Asia/Kathmandu", "Africa/Casablanca", "America/St_Johns"];

    [Fact]
    public void equals_the_oracle_on_ten_thousand_short_spans() => Compare(10_000, random => random.Next(4 * 24 * 60));

    [Fact]
    public void equals_the_oracle_over_months_and_years() => Compare(60, random => 60 * 24 * 60 * (1 + random.Next(14)));

    private static void Compare(int cases, Func<Random, int> minutes)
    {
        for (var seed = 0; seed < cases; seed++)
        {
            var random = new Random(seed);
            var zone = DateTimeZoneProviders.Tzdb[Zones[random.Next(Zones.Length)]];
            var start = Start(zone, random);
            var calendar = Anything(zone.Id, start, random);
            var span = minutes(random);
            var worked = WorkedMinutes(calendar, zone, start, span);

            var total = worked.Count(works => works);
            Assert.True(
                TimeSpan.FromMinutes(total) == CalendarMath.WorkingTime(calendar, start, start.AddMinutes(span)), $"seed {seed}: {span} minutes from {start:u} in {zone.Id}");
            var some = total == 0 ? 0 : 1 + random.Next(total);
            var end = CalendarMath.Add(calendar, start, TimeSpan.FromMinutes(some));
            Assert.True(some == 0 || end == start.AddMinutes(MinuteOf(worked, some)), $"seed {seed}: {some} minutes on from {start:u} in {zone.Id} is not {end:u}");
        }
    }

    /// <summary>Half of them just before a change of the clocks or of the year.</summary>
    private static DateTimeOffset Start(DateTimeZone zone, Random random)
    {
        var any = Instant.FromUtc(2005 + random.Next(30), 1 + random.Next(12), 1 + random.Next(28), random.Next(24), random.Next(60));
        var interval = zone.GetZoneInterval(any);
        var near = random.Next(4) switch
        {
            0 or 1 when interval.HasEnd => interval.End,
            2 => Instant.FromUtc(any.InUtc().Year, 12, 31, 23, 59),
            _ => any,
        };
        return new DateTimeOffset(near.ToDateTimeUtc().Ticks / Minute * Minute, TimeSpan.Zero).AddMinutes(-random.Next(2 * 24 * 60));
    }

    private static WorkCalendar Anything(string zone, DateTimeOffset start, Random random) => new(
        "any",
        zone,
        [.. Enumerable.Range(0, 1 + random.Next(12)).Select(_ => new WorkWindow((DayOfWeek)random.Next(7), AnyTime(random), AnyTime(random)))],
        [.. Enumerable.Range(0, random.Next(3)).Select(_ => DateOnly.FromDateTime(start.UtcDateTime).AddDays(random.Next(5)))]);

    private static TimeOnly AnyTime(Random random) => random.Next(4) == 0 ? new(random.Next(24), 0) : new(random.Next(24), random.Next(60));

    private static bool[] WorkedMinutes(WorkCalendar calendar, DateTimeZone zone, DateTimeOffset start, int span) =>
        [.. Enumerable.Range(0, span).Select(minute => Works(calendar, Instant.FromDateTimeOffset(start.AddMinutes(minute)).InZone(zone).LocalDateTime))];

    private static bool Works(WorkCalendar calendar, LocalDateTime wall)
    {
        var (today, time) = (wall.Date.ToDateOnly(), wall.TimeOfDay.ToTimeOnly());
        return calendar.Windows.Any(window => window.From < window.Until
            ? On(today, window) && window.From <= time && time < window.Until
            : (On(today, window) && window.From <= time) || (On(today.AddDays(-1), window) && time < window.Until));

        bool On(DateOnly day, WorkWindow window) => day.DayOfWeek == window.Day && !calendar.Holidays.Contains(day);
    }

    /// <summary>The end of the n-th worked minute.</summary>
    private static int MinuteOf(bool[] worked, int nth)
    {
        var minute = 0;
        for (var left = nth; left > 0; minute++)
        {
            left -= worked[minute] ? 1 : 0;
        }

        return minute;
    }
}
