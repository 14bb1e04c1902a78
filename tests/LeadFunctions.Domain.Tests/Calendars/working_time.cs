using LeadFunctions.Domain.Calendars;
using LeadFunctions.Domain.Routing;

namespace LeadFunctions.Domain.Tests.Calendars;

public class working_time
{
    private static readonly DayOfWeek[] WorkDays = [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday];

    private static WorkCalendar Office(string zone, params (int From, int Until)[] hours) => new(
        "office", zone, [.. WorkDays.SelectMany(day => hours.Select(hour => new WorkWindow(day, new(hour.From, 0), new(hour.Until % 24, 0))))], []);

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private static TimeSpan Worked(WorkCalendar calendar, string from, string until) => CalendarMath.WorkingTime(calendar, At(from), At(until));

    private static DateTimeOffset? Added(WorkCalendar calendar, string start, double minutes) => CalendarMath.Add(calendar, At(start), TimeSpan.FromMinutes(minutes));

    [Fact]
    public void an_evening_and_a_night_do_not_count()
    {
        var office = Office("Europe/Berlin", (9, 17));

        Assert.Equal(TimeSpan.FromHours(2), Worked(office, "2026-11-23T16:00+01:00", "2026-11-24T10:00+01:00"));
        Assert.Equal(At("2026-11-24T09:30+01:00"), Added(office, "2026-11-23T16:30+01:00", 60));
    }

    [Fact]
    public void a_weekend_does_not_count() => Assert.Equal(At("2026-11-23T09:05+01:00"), Added(Office("Europe/Berlin", (9, 17)), "2026-11-20T17:00+01:00", 5));

    [Fact]
    public void a_lunch_break_does_not_count() => Assert.Equal(At("2026-11-23T13:10Z"), Added(Office("UTC", (9, 12), (13, 17)), "2026-11-23T11:50Z", 20));

    [Fact]
    public void a_deadline_is_the_end_of_a_window_and_not_the_next_opening() =>
        Assert.Equal(At("2026-11-23T12:00Z"), Added(Office("UTC", (9, 12), (13, 17)), "2026-11-23T11:50Z", 10));

    [Fact]
    public void a_holiday_does_not_count()
    {
        var office = Office("UTC", (9, 17)) with { Holidays = [new(2026, 12, 25)] };

        Assert.Equal(TimeSpan.FromHours(16), Worked(office, "2026-12-24T00:00Z", "2026-12-29T00:00Z"));
    }

    [Fact]
    public void a_night_shift_belongs_to_the_day_it_starts_on()
    {
        var nights = new WorkCalendar("nights", "UTC", [new(DayOfWeek.Friday, new(22, 0), new(6, 0)), new(DayOfWeek.Saturday, new(22, 0), new(6, 0))], [new(2026, 11, 28)]);

        // Friday the 27th works into Saturday, a holiday; Saturday's own night is gone with it.
        Assert.Equal(TimeSpan.FromHours(8), Worked(nights, "2026-11-27T00:00Z", "2026-11-30T00:00Z"));
        Assert.Equal(At("2026-11-28T06:00Z"), Added(nights, "2026-11-27T12:00Z", 8 * 60));
    }

    [Fact]
    public void midnight_to_midnight_is_a_whole_day()
    {
        var always = new WorkCalendar("always", "UTC", [.. Enum.GetValues<DayOfWeek>().Select(day => new WorkWindow(day, new(0, 0), new(0, 0)))], []);

        Assert.Equal(TimeSpan.FromDays(3650), CalendarMath.WorkingTime(always, At("2026-01-01T00:00Z"), At("2026-01-01T00:00Z").AddDays(3650)));
    }

    [Fact]
    public void a_window_that_the_clocks_jump_over_is_shorter() =>
        Assert.Equal(TimeSpan.FromHours(1), Worked(Nightly("Europe/Berlin", new(1, 0), new(3, 0)), "2026-03-28T12:00Z", "2026-03-29T12:00Z"));

    [Fact]
    public void a_window_that_the_clocks_repeat_works_twice()
    {
        Assert.Equal(TimeSpan.FromHours(3), Worked(Nightly("Europe/Berlin", new(1, 0), new(3, 0)), "2026-10-24T12:00Z", "2026-10-25T12:00Z"));
        Assert.Equal(At("2026-10-25T01:20Z"), Added(Nightly("Europe/Berlin", new(2, 15), new(2, 45)), "2026-10-24T12:00Z", 35));
    }

    [Fact]
    public void windows_that_overlap_are_not_counted_twice()
    {
        var twice = new WorkCalendar("twice", "UTC", [new(DayOfWeek.Monday, new(9, 0), new(13, 0)), new(DayOfWeek.Monday, new(12, 0), new(15, 0))], []);

        Assert.Equal(TimeSpan.FromHours(6), Worked(twice, "2026-11-23T00:00Z", "2026-11-24T00:00Z"));
    }

    [Fact]
    public void no_work_ends_where_it_starts() => Assert.Equal(At("2026-11-22T03:00Z"), Added(Office("UTC", (9, 17)), "2026-11-22T04:00+01:00", 0));

    [Fact]
    public void backwards_is_nothing() => Assert.Equal(TimeSpan.Zero, Worked(Office("UTC", (9, 17)), "2026-11-24T00:00Z", "2026-11-23T00:00Z"));

    [Fact]
    public void a_calendar_without_windows_never_gets_there()
    {
        var never = Office("UTC");

        Assert.Null(Added(never, "2026-11-23T00:00Z", 1));
        Assert.Equal(TimeSpan.Zero, Worked(never, "2026-11-23T00:00Z", "2036-11-23T00:00Z"));
    }

    [Fact]
    public void too_much_work_never_gets_there() => Assert.Null(CalendarMath.Add(Office("UTC", (9, 17)), At("2026-11-23T00:00Z"), TimeSpan.MaxValue));

    [Fact]
    public void the_ends_of_time_are_no_error()
    {
        var office = Office("Pacific/Kiritimati", (9, 17));

        Assert.True(CalendarMath.WorkingTime(office, DateTimeOffset.MinValue, At("0001-03-01T00:00Z")) > TimeSpan.FromHours(300));
        Assert.True(CalendarMath.WorkingTime(office, At("9999-11-01T00:00Z"), DateTimeOffset.MaxValue) > TimeSpan.FromHours(300));
        Assert.Null(CalendarMath.Add(office, At("9999-12-01T00:00Z"), TimeSpan.FromDays(30)));
    }

    [Fact]
    public void an_unknown_zone_is_named() =>
        Assert.Contains("Mars/Olympus", Assert.Throws<ArgumentException>(() => Worked(Office("Mars/Olympus"), "2026-11-23T00:00Z", "2026-11-24T00:00Z")).Message, StringComparison.Ordinal);

    private static WorkCalendar Nightly(string zone, TimeOnly from, TimeOnly until) =>
        new("nightly", zone, [.. Enum.GetValues<DayOfWeek>().Select(day => new WorkWindow(day, from, until))], []);
}
