using LeadFunctions.Domain.Nurture;
using LeadFunctions.Domain.Routing;
using NodaTime;

namespace LeadFunctions.Domain.Tests.Nurture;

/// <summary>The computed instant of release against an oracle that tries every single minute.</summary>
public class when_a_mail_may_go
{
    private const int Days = 40;

    private static readonly string[] Zones =
        ["UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "Pacific/Apia", "America/Sao_Paulo", "Pacific/Kiritimati", "Africa/Casablanca", "America/St_Johns"];

    [Fact]
    public void equals_the_oracle_over_zones_clock_changes_overnight_windows_and_caps()
    {
        for (var seed = 0; seed < 10_000; seed++)
        {
            var random = new Random(seed);
            var zone = DateTimeZoneProviders.Tzdb[Zones[random.Next(Zones.Length)]];
            var now = Start(zone, random);
            var hours = Hours(now, random);
            var caps = Caps(random);
            var sent = Enumerable.Range(0, random.Next(6)).Select(_ => now.AddMinutes(-random.Next(32 * 24 * 60))).ToList();

            var expected = FirstMinute(now, hours, zone, sent, caps);
            var actual = Release.Earliest(now, hours, sent, caps, zone.Id);

            Assert.True(
                expected is null ? actual.At is null || actual.At >= now.AddDays(Days) : expected == actual.At,
                $"seed {seed}: {actual.At:u} instead of {expected:u}, from {now:u} in {zone.Id}");
            Assert.Equal(actual.At == now, actual.Reasons.Count == 0);
        }
    }

    [Fact]
    public void a_night_shift_is_a_window_like_any_other()
    {
        var night = new SendHours([new WorkWindow(DayOfWeek.Monday, new TimeOnly(22, 0), new TimeOnly(6, 0))], []);
        var tuesday = new DateTimeOffset(2026, 6, 2, 3, 0, 0, TimeSpan.Zero);

        Assert.Equal(tuesday, Release.Earliest(tuesday, night, [], [], "UTC").At);
        Assert.Equal(new DateTimeOffset(2026, 6, 8, 22, 0, 0, TimeSpan.Zero), Release.Earliest(tuesday.AddHours(4), night, [], [], "UTC").At);
    }

    [Fact]
    public void a_hold_says_what_it_waits_for()
    {
        var now = new DateTimeOffset(2026, 6, 2, 3, 0, 0, TimeSpan.Zero);
        var day = new SendHours([.. Enum.GetValues<DayOfWeek>().Select(day => new WorkWindow(day, new TimeOnly(9, 0), new TimeOnly(17, 0)))], []);

        var release = Release.Earliest(now, day, [now.AddHours(-9)], [new Cap(1, TimeSpan.FromDays(1))], "UTC");

        Assert.Equal(new DateTimeOffset(2026, 6, 3, 9, 0, 0, TimeSpan.Zero), release.At);
        Assert.Equal(["1 mails in 24 h already, until 2026-06-02 18:00Z", "outside sending hours until 2026-06-03 09:00Z"], release.Reasons);
    }

    [Fact]
    public void without_any_hours_or_with_a_cap_of_nothing_it_never_goes()
    {
        var now = new DateTimeOffset(2026, 6, 2, 3, 0, 0, TimeSpan.Zero);

        Assert.Null(Release.Earliest(now, SendHours.Any, [], [new Cap(0, TimeSpan.FromDays(1))], "UTC").At);
        Assert.Null(Release.Earliest(now, new SendHours([new WorkWindow(DayOfWeek.Monday, new TimeOnly(9, 0), new TimeOnly(10, 0))], EveryMonday(now)), [], [], "UTC").At);
    }

    private static List<DateOnly> EveryMonday(DateTimeOffset now) =>
        [.. Enumerable.Range(-7, 366 * 101).Select(DateOnly.FromDateTime(now.UtcDateTime).AddDays).Where(day => day.DayOfWeek == DayOfWeek.Monday)];

    private static DateTimeOffset? FirstMinute(DateTimeOffset now, SendHours hours, DateTimeZone zone, List<DateTimeOffset> sent, List<Cap> caps)
    {
        for (var at = now; at < now.AddDays(Days); at = at.AddMinutes(1))
        {
            if (caps.All(cap => sent.Count(mail => mail > at - cap.Per) < cap.Most) && IsOpen(hours, Instant.FromDateTimeOffset(at).InZone(zone).LocalDateTime))
            {
                return at;
            }
        }

        return null;
    }

    private static bool IsOpen(SendHours hours, LocalDateTime wall)
    {
        var (today, time) = (wall.Date.ToDateOnly(), wall.TimeOfDay.ToTimeOnly());
        return hours.Windows.Count == 0 || hours.Windows.Any(window => window.From < window.Until
            ? On(today, window) && window.From <= time && time < window.Until
            : (On(today, window) && window.From <= time) || (On(today.AddDays(-1), window) && time < window.Until));

        bool On(DateOnly day, WorkWindow window) => day.DayOfWeek == window.Day && !hours.Holidays.Contains(day);
    }

    /// <summary>Half of them just before a change of the clocks.</summary>
    private static DateTimeOffset Start(DateTimeZone zone, Random random)
    {
        var any = Instant.FromUtc(2010 + random.Next(25), 1 + random.Next(12), 1 + random.Next(28), random.Next(24), random.Next(60));
        var interval = zone.GetZoneInterval(any);
        var near = random.Next(2) == 0 && interval.HasEnd ? interval.End : any;
        return new DateTimeOffset(near.ToDateTimeUtc().Ticks / TimeSpan.TicksPerMinute * TimeSpan.TicksPerMinute, TimeSpan.Zero).AddMinutes(-random.Next(2 * 24 * 60));
    }

    private static SendHours Hours(DateTimeOffset now, Random random) => new(
        [.. Enumerable.Range(0, random.Next(10)).Select(_ => new WorkWindow((DayOfWeek)random.Next(7), new TimeOnly(random.Next(24), random.Next(60)), new TimeOnly(random.Next(24), random.Next(60))))],
        [.. Enumerable.Range(0, random.Next(3)).Select(_ => DateOnly.FromDateTime(now.UtcDateTime).AddDays(random.Next(5)))]);

    private static List<Cap> Caps(Random random) =>
        [.. new[] { 1, 7, 30 }.Where(_ => random.Next(2) == 0).Select(days => new Cap(1 + random.Next(3), TimeSpan.FromDays(days)))];
}
