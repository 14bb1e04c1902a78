using LeadFunctions.Domain.Calendars;
using LeadFunctions.Domain.Routing;
using NodaTime;

namespace LeadFunctions.Domain.Tests.Calendars;

/// <summary>The close of business of the n-th working day after the day of the start.</summary>
public class business_days
{
    private static readonly WorkCalendar Office = new(
        "office",
        "Europe/Berlin",
        [.. Enumerable.Range(1, 5).SelectMany(day => new[] { new WorkWindow((DayOfWeek)day, new(9, 0), new(12, 0)), new WorkWindow((DayOfWeek)day, new(13, 0), new(17, 30)) })],
        [new(2026, 12, 25)]);

    [Theory]
    [InlineData("2026-11-23T00:00+01:00", 1, "2026-11-24T17:30+01:00")] // Monday before anybody is in: Tuesday all the same
    [InlineData("2026-11-23T10:00+01:00", 5, "2026-11-30T17:30+01:00")]
    [InlineData("2026-11-23T23:59+01:00", 5, "2026-11-30T17:30+01:00")]
    [InlineData("2026-11-28T10:00+01:00", 1, "2026-11-30T17:30+01:00")] // Saturday
    [InlineData("2026-12-24T10:00+01:00", 1, "2026-12-28T17:30+01:00")] // a holiday and a weekend
    [InlineData("2026-03-27T10:00+01:00", 1, "2026-03-30T17:30+02:00")] // the clocks go forward in between
    [InlineData("2026-11-23T23:30+00:00", 1, "2026-11-25T17:30+01:00")] // Tuesday already, in Berlin
    public void end_with_the_last_window_of_the_day(string start, int days, string close) =>
        Assert.Equal(At(close).ToUniversalTime(), BusinessDay.Close(Office, At(start), days));

    [Fact]
    public void never_end_in_a_calendar_without_any() => Assert.Null(BusinessDay.Close(Office with { Windows = [] }, At("2026-11-23T10:00Z"), 1));

    [Fact]
    public void equal_the_oracle_minute_by_minute()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            var zone = DateTimeZoneProviders.Tzdb[Wall.Zones[random.Next(Wall.Zones.Length)]];
            var start = Wall.Start(zone, random);
            var calendar = Wall.Anything("any", zone.Id, start, random);
            var days = 1 + random.Next(4);

            Assert.True(Slowly(calendar, zone, start, days) == BusinessDay.Close(calendar, start, days), $"seed {seed}: {days} days from {start:u} in {zone.Id}");
        }
    }

    /// <summary>Every minute's window belongs to a date; the last minute of the n-th such date after the start's.</summary>
    private static DateTimeOffset? Slowly(WorkCalendar calendar, DateTimeZone zone, DateTimeOffset start, int days)
    {
        var today = Instant.FromDateTimeOffset(start).InZone(zone).Date.ToDateOnly();
        var last = new SortedDictionary<DateOnly, DateTimeOffset>();
        for (var minute = start.AddDays(-2); minute < start.AddDays((7 * days) + 10); minute = minute.AddMinutes(1))
        {
            var (day, before) = Wall.DaysOf(calendar, zone, minute);
            foreach (var date in new[] { day, before }.OfType<DateOnly>().Where(date => date > today))
            {
                last[date] = minute.AddMinutes(1);
            }
        }

        return last.Values.Skip(days - 1).Cast<DateTimeOffset?>().FirstOrDefault();
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
