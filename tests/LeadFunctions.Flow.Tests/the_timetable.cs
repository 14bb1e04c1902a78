using LeadFunctions.Flow.Tests.Support;
using LeadFunctions.UseCases;

namespace LeadFunctions.Flow.Tests;

public sealed class the_timetable
{
    private static readonly TimetableEntry Weekly = TimetableEntry.Of<Told>("weekly", "0 0 3 * * 1", "On Mondays at three");
    private static readonly TimetableEntry Tick = TimetableEntry.Of<Told>("tick", "*/30 * * * * *", "Twice a minute");

    public static TheoryData<string> Names => [.. Timetable.All.Select(entry => entry.Name)];

    [Fact]
    public void names_everything_once() => Assert.Equal(Timetable.All.Count, Timetable.All.Select(entry => entry.Name).Distinct().Count());

    [Theory]
    [MemberData(nameof(Names))]
    public void has_a_schedule_that_goes_on_for_ever(string name)
    {
        var entry = Timetable.ByName(name)!;
        var first = entry.Next(new(2026, 2, 28, 23, 59, 59, TimeSpan.Zero));
        Assert.True(entry.Next(first) > first);
        Assert.True(typeof(ITimed).IsAssignableFrom(entry.HandlerType));
    }

    [Fact]
    public void reads_its_hours_as_UTC() =>
        Assert.Equal(new DateTimeOffset(2026, 11, 23, 3, 0, 0, TimeSpan.Zero), Weekly.Next(new(2026, 11, 22, 23, 0, 0, TimeSpan.FromHours(-2))));

    [Fact]
    public async Task a_tick_of_a_new_installation_runs_at_once_and_a_weekly_run_waits_for_its_time()
    {
        await using var company = new Company();
        var timer = new RunTimer(company.Store, company.Clock);

        Assert.Equal(company.Now, await timer.DueAtAsync(Tick, default));
        Assert.Equal(Weekly.Next(company.Now), await timer.DueAtAsync(Weekly, default));
    }

    [Fact]
    public async Task runs_missed_for_three_weeks_are_made_up_for_once()
    {
        await using var company = new Company();
        var timer = new RunTimer(company.Store, company.Clock);
        await timer.DueAtAsync(Weekly, default);
        company.Wait(TimeSpan.FromDays(23));

        Assert.True(await timer.DueAtAsync(Weekly, default) <= company.Now);
        await timer.RunAsync(Weekly, new Told(), default);

        Assert.Equal(Weekly.Next(company.Now), await timer.DueAtAsync(Weekly, default));
    }

    [Fact]
    public async Task what_a_run_said_outlives_the_process()
    {
        await using var company = new Company();
        await new RunTimer(company.Store, company.Clock).RunAsync(Timetable.All[0], new Told(), default);
        var at = company.Now;

        await company.RestartAsync();

        var (_, last) = (await RunTimer.ListAsync(company.Store, default))[0];
        Assert.Equal(new TimerRun(at, at, true, "told"), last);
    }

    [Fact]
    public async Task a_failed_run_is_kept_without_what_it_said_and_waits_for_its_next_time()
    {
        await using var company = new Company();
        var timer = new RunTimer(company.Store, company.Clock);

        var run = await timer.RunAsync(Weekly, new Told(new InvalidOperationException("ada@acme.example")), default);

        Assert.Equal((false, "failed: InvalidOperationException"), (run.Ok, run.Report));
        Assert.Equal(Weekly.Next(company.Now), await timer.DueAtAsync(Weekly, default));
    }

    [Fact]
    public async Task the_clock_set_back_does_not_run_anything_again()
    {
        await using var company = new Company();
        var timer = new RunTimer(company.Store, company.Clock);
        await timer.RunAsync(Weekly, new Told(), default);
        var next = await timer.DueAtAsync(Weekly, default);

        company.Clock.SetForward(TimeSpan.FromDays(-2));

        Assert.Equal(next, await timer.DueAtAsync(Weekly, default));
    }

    private sealed class Told(Exception? failure = null) : ITimed
    {
        public Task<string> RunAsync(DateTimeOffset now, CancellationToken ct) => failure is null ? Task.FromResult("told") : Task.FromException<string>(failure);
    }
}
