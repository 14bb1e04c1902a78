using System.Text.Json;
using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Metrics;
using LeadFunctions.Flow.Tests.Support;
using LeadFunctions.UseCases;
using LeadFunctions.UseCases.Metrics;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Flow.Tests.Metrics;

/// <summary>Random lives counted while their weeks are rolled up: an answer made of weeks is the answer made of days.</summary>
public sealed class a_long_period_by_the_week
{
    private const int Leads = 300;
    private const int Rounds = 10;

    [Fact]
    public async Task is_what_its_days_say_whatever_was_counted_before_during_and_after()
    {
        await using var company = new Company();
        var (rules, first) = (Rules.Book(Rules.B2b), DateOnly.FromDateTime(company.Now.UtcDateTime));
        var histories = Enumerable.Range(0, Leads).Select(number => new History(number, rules, company.Now)).ToList();
        var versions = new long[Leads];
        var timer = new RollUpFigures(company.Store);
        company.Wait(TimeSpan.FromDays(40));
        for (var round = 0; round < Rounds; round++)
        {
            company.Wait(TimeSpan.FromDays(14));
            histories.ForEach(history => history.GoOn());
            await Task.WhenAll(histories.Select((history, number) => company.Store.CommitAsync(new Commit { Lead = history.Lead with { Version = versions[number]++ } }, default)));
            await Task.WhenAll([.. histories.Chunk(50).Select(some => CountAsync(company, some.Select(history => history.Lead.Id))), timer.RunAsync(company.Now, default)]);
        }

        var weeks = (await company.RegisterAsync(RegisterNames.FigureWeeks)).ToList();
        Assert.True(weeks.Count > 15 * Families.All.Count, $"{weeks.Count} weeks");
        foreach (var query in new MetricsQuery[] { new(first.AddDays(-3), first.AddDays(150)), new(first.AddDays(4), first.AddDays(119), "campaign"), new(first.AddDays(-200), first.AddDays(400), "owner", Unit.Week), new(first, first.AddDays(300), "cohort") })
        {
            var byWeek = await AnswerAsync(company, company.Store, query);
            Assert.Equal(await AnswerAsync(company, new WithoutWeeks(company.Store), query), byWeek);
        }

        // Whatever days of the week it begins and ends on, and however little of a week that is.
        for (var day = 0; day < 7; day++)
        {
            var query = new MetricsQuery(first.AddDays(1 + day), first.AddDays(120 + day));
            Assert.Equal(await AnswerAsync(company, new WithoutWeeks(company.Store), query), await AnswerAsync(company, company.Store, query));
        }

        Assert.Equal("0 weeks rolled up", await timer.RunAsync(company.Now, default));
    }

    [Theory]
    [InlineData(-2, 1)]
    [InlineData(-1, 1)]
    [InlineData(0, 2)]
    [InlineData(1, 2)]
    public async Task has_nothing_of_a_week_that_it_ends_within_but_its_own_days(int afterSunday, int came)
    {
        await using var company = new Company();
        var sunday = Periods.StartOf(DateOnly.FromDateTime(company.Now.UtcDateTime), Unit.Week).AddDays(6);
        foreach (var (id, day) in new[] { ("ld_1", sunday.AddDays(-4)), ("ld_2", sunday) })
        {
            await company.Store.CommitAsync(new Commit { Lead = Capture.New(id, id + "@acme.example", new DateTimeOffset(day, new TimeOnly(9, 0), TimeSpan.Zero)) }, default);
        }

        await CountAsync(company, ["ld_1", "ld_2"]);
        company.Wait(TimeSpan.FromDays(60));
        await new RollUpFigures(company.Store).RunAsync(company.Now, default);
        Assert.NotEmpty(await company.RegisterAsync(RegisterNames.FigureWeeks));
        var until = sunday.AddDays(afterSunday);

        var answer = await new ReadMetrics(company.Store).OfEverybodyAsync(new MetricsQuery(until.AddDays(-200), until), company.Playbook, company.Now, default);

        Assert.Equal(came, answer.Funnel.Stages.Single(stage => stage.Id == "raw").Reached);
    }

    private static async Task CountAsync(Company company, IEnumerable<string> leads)
    {
        for (var done = false; !done;)
        {
            var outcome = await company.Step<Message.FiguresChanged>().HandleAsync([.. leads.Select(id => new Message.FiguresChanged(id))], default);
            done = outcome is Outcome.Skipped || await company.Store.CommitAsync(Assert.IsType<Outcome.Done>(outcome).Commit, default) == CommitResult.Committed;
        }
    }

    private static async Task<string> AnswerAsync(Company company, ILeadStore store, MetricsQuery query) =>
        JsonSerializer.Serialize(await new ReadMetrics(store).OfEverybodyAsync(query, company.Playbook, company.Now, default));
}
