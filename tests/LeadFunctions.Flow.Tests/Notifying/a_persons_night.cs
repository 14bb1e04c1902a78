using LeadFunctions.Domain.Routing;
using LeadFunctions.Flow.Tests.Support;
using LeadFunctions.UseCases.Notifying;
using NodaTime;

namespace LeadFunctions.Flow.Tests.Notifying;

public class a_persons_night
{
    private static Person Sleeper(string zone, string from, string until) =>
        new("ana", "Ana", "ana@acme.example", "bdr") { TimeZone = zone, Quiet = new QuietTime(TimeOnly.Parse(from, null), TimeOnly.Parse(until, null)) };

    [Theory]
    [InlineData("Europe/Berlin", "20:00", "07:00", "2026-07-01T17:59:59Z", null)]
    [InlineData("Europe/Berlin", "20:00", "07:00", "2026-07-01T18:00:00Z", "2026-07-02T05:00:00Z")]
    [InlineData("Europe/Berlin", "20:00", "07:00", "2026-07-02T04:59:59Z", "2026-07-02T05:00:00Z")]
    [InlineData("Europe/Berlin", "20:00", "07:00", "2026-07-02T05:00:00Z", null)]
    [InlineData("Europe/Berlin", "12:00", "13:00", "2026-07-01T10:30:00Z", "2026-07-01T11:00:00Z")]
    // The night in which clocks go forward is an hour shorter, the one in which they go back an hour longer.
    [InlineData("Europe/Berlin", "20:00", "07:00", "2026-03-28T22:00:00Z", "2026-03-29T05:00:00Z")]
    [InlineData("Europe/Berlin", "20:00", "07:00", "2026-10-24T22:00:00Z", "2026-10-25T06:00:00Z")]
    // 02:30 does not exist that night: it is over when clocks show 03:00.
    [InlineData("Europe/Berlin", "20:00", "02:30", "2026-03-29T00:00:00Z", "2026-03-29T01:00:00Z")]
    // 02:30 comes twice: quiet ends at the first, begins again at the second 02:00, and ends at the second.
    [InlineData("Europe/Berlin", "20:00", "02:30", "2026-10-25T00:00:00Z", "2026-10-25T00:30:00Z")]
    [InlineData("Europe/Berlin", "20:00", "02:30", "2026-10-25T00:40:00Z", null)]
    [InlineData("Europe/Berlin", "20:00", "02:30", "2026-10-25T01:10:00Z", "2026-10-25T01:30:00Z")]
    // Samoa left out the whole of 30 December 2011.
    [InlineData("Pacific/Apia", "20:00", "07:00", "2011-12-30T08:00:00Z", "2011-12-30T17:00:00Z")]
    [InlineData("Pacific/Kiritimati", "20:00", "07:00", "2026-07-01T06:00:00Z", "2026-07-01T17:00:00Z")]
    public void ends_when_their_own_clock_says_so(string zone, string from, string until, string now, string? end) => Assert.Equal(
        end is null ? null : DateTimeOffset.Parse(end, null),
        PersonClock.QuietUntil(Sleeper(zone, from, until), Rules.B2b, DateTimeOffset.Parse(now, null)));

    /// <summary>Against looking at the wall clock minute by minute.</summary>
    [Fact]
    public void ends_in_the_first_minute_whose_wall_clock_is_not_quiet()
    {
        var draw = new Random(7);
        string[] zones = ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca", "Asia/Kathmandu", "America/St_Johns", "UTC"];
        var held = 0;
        for (var i = 0; i < 3_000; i++)
        {
            var (from, until) = (draw.Next(1440), draw.Next(1440));
            if (from == until)
            {
                continue;
            }

            var person = Sleeper(zones[draw.Next(zones.Length)], Text(from), Text(until));
            // Half of them within two days of a change of clocks.
            var zone = DateTimeZoneProviders.Tzdb[person.TimeZone!];
            var any = Instant.FromUtc(2024, 1, 1, 0, 0) + Duration.FromMinutes(draw.Next(3 * 365 * 1440));
            var interval = zone.GetZoneInterval(any);
            var now = (i % 2 == 0 || !interval.HasEnd ? any : interval.End + Duration.FromMinutes(draw.Next(-2_880, 2_880))).ToDateTimeOffset();

            var expected = ByMinutes(person.Quiet!, zone, now);
            held += expected is null ? 0 : 1;
            Assert.Equal(expected, PersonClock.QuietUntil(person, Rules.B2b, now));
        }

        Assert.InRange(held, 1_000, 2_000);
    }

    [Theory]
    [InlineData("2026-07-01T12:35:00Z", "today 14:35 (Europe/Berlin)")]
    [InlineData("2026-07-01T22:05:00Z", "tomorrow 00:05 (Europe/Berlin)")]
    [InlineData("2026-07-06T07:00:00Z", "Mon 6 Jul 09:00 (Europe/Berlin)")]
    [InlineData("2026-07-01T08:00:00Z", "overdue since today 10:00 (Europe/Berlin)")]
    [InlineData("2026-06-30T08:00:00Z", "overdue since yesterday 10:00 (Europe/Berlin)")]
    public void and_day_are_how_deadlines_are_written(string due, string words) => Assert.Equal(
        words, PersonClock.InWords(DateTimeOffset.Parse(due, null), Sleeper("Europe/Berlin", "20:00", "07:00"), Rules.B2b, new(2026, 7, 1, 10, 0, 0, TimeSpan.Zero)));

    private static DateTimeOffset? ByMinutes(QuietTime quiet, DateTimeZone zone, DateTimeOffset now)
    {
        for (var at = now; ; at = at.AddMinutes(1))
        {
            var minute = Instant.FromDateTimeOffset(at).InZone(zone).TimeOfDay;
            var time = new TimeOnly(minute.Hour, minute.Minute);
            if (!time.IsBetween(quiet.From, quiet.Until))
            {
                return at == now ? null : at;
            }
        }
    }

    private static string Text(int minutes) => TimeOnly.MinValue.AddMinutes(minutes).ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture);
}
