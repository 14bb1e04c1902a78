using LeadFunctions.Domain.Calendars;
using LeadFunctions.Domain.Routing;
using NodaTime;

namespace LeadFunctions.Domain.Tests.Calendars;

/// <summary>Against an oracle that asks every single minute what the clock on the wall says.</summary>
public class working_time_minute_by_minute
{
    [Fact]
    public void equals_the_oracle_on_ten_thousand_short_spans() => Compare(10_000, random => random.Next(4 * 24 * 60));

    [Fact]
    public void equals_the_oracle_over_months_and_years() => Compare(60, random => 60 * 24 * 60 * (1 + random.Next(14)));

    [Fact]
    public void equals_the_oracle_over_ten_years() => Compare(2, _ => 3653 * 24 * 60, seed => seed == 0 ? "America/New_York" : "Pacific/Kiritimati");

    private static void Compare(int cases, Func<Random, int> minutes, Func<int, string>? zoneOf = null)
    {
        for (var seed = 0; seed < cases; seed++)
        {
            var random = new Random(seed);
            var drawn = Wall.Zones[random.Next(Wall.Zones.Length)];
            var zone = DateTimeZoneProviders.Tzdb[zoneOf?.Invoke(seed) ?? drawn];
            var start = Wall.Start(zone, random);
            var calendar = Wall.Anything("any", zone.Id, start, random);
            var span = minutes(random);
            var worked = WorkedMinutes(calendar, zone, start, span);

            var total = worked.Count(works => works);
            Assert.True(
                TimeSpan.FromMinutes(total) == CalendarMath.WorkingTime(calendar, start, start.AddMinutes(span)), $"seed {seed}: {span} minutes from {start:u} in {zone.Id}");
            var some = total == 0 ? 0 : 1 + random.Next(total);
            var end = CalendarMath.Add(calendar, start, TimeSpan.FromMinutes(some));
            Assert.True(some == 0 || end == start.AddMinutes(MinuteOf(worked, some)), $"seed {seed}: {some} minutes on from {start:u} in {zone.Id} is not {end:u}");
            Assert.True(Stretches(worked).SequenceEqual(CalendarMath.Stretches(calendar, start, start.AddMinutes(span)).Select(one => (Minutes(start, one.From), Minutes(start, one.Until)))), $"seed {seed}");
        }
    }

    private static bool[] WorkedMinutes(WorkCalendar calendar, DateTimeZone zone, DateTimeOffset start, int span) =>
        [.. Enumerable.Range(0, span).Select(minute => Wall.Works(calendar, zone, start.AddMinutes(minute)))];

    private static IEnumerable<(int From, int Until)> Stretches(bool[] worked)
    {
        for (var from = 0; from < worked.Length; from++)
        {
            if (worked[from])
            {
                var until = Array.IndexOf(worked, false, from) is var closed and >= 0 ? closed : worked.Length;
                yield return (from, until);
                from = until;
            }
        }
    }

    private static int Minutes(DateTimeOffset start, DateTimeOffset at) => (int)(at - start).TotalMinutes;

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
