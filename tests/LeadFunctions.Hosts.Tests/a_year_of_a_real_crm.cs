using System.Globalization;
using System.Net.Http.Json;
using LeadFunctions.Domain.Tests;
using LeadFunctions.Embedded.Demo;
using LeadFunctions.Embedded.Hosting;
using LeadFunctions.Embedded.Verbs;
using LeadFunctions.UseCases.Metrics;

namespace LeadFunctions.Hosts.Tests;

/// <summary>
/// The public data set "maven-crm-sales-opportunities": 8,300 opportunities entered by form and worked over HTTP, each on the days that the data says. The figures at the
/// end are the data's own.
/// </summary>
public sealed class a_year_of_a_real_crm : IDisposable
{
    private const string File = "maven-crm-sales-opportunities/sales_pipeline.csv";
    private const int AtOnce = 32;

    private readonly string _folder = Directory.CreateTempSubdirectory("leadfunctions-maven-").FullName;
    private readonly Dictionary<string, string> _leads = [];

    [FactOnPublicData(File)]
    public async Task has_its_own_win_rate_cycle_and_value()
    {
        var opportunities = System.IO.File.ReadLines(PublicData.PathOf(File)).Skip(1).Select(line => line.Split(',')).Where(row => row[5].Length > 0)
            .Select(row => new Opportunity(row[0], row[4], Day(row[5]), row[6].Length == 0 ? null : Day(row[6]), row[7].Length == 0 ? 0 : decimal.Parse(row[7], CultureInfo.InvariantCulture))).ToList();
        var first = opportunities.Min(one => one.Engaged);
        var clock = new DemoClock(Noon(first));
        await using var host = await LocalHost.StartAsync(new RunOptions("", _folder, "b2b") { Silent = true }, clock, default);
        for (var day = first; day <= opportunities.Max(one => one.Closed ?? one.Engaged); day = day.AddDays(1))
        {
            await DayAsync(host, clock, Noon(day), [.. opportunities.Where(one => one.Engaged == day)], [.. opportunities.Where(one => one.Closed == day)]);
        }

        var figures = await new ReadMetrics(host.App.Engine.Store).OfEverybodyAsync(new MetricsQuery(first, first.AddYears(2)), host.App.Playbook, clock.GetUtcNow(), default);
        double Figure(string id) => figures.Headline.Single(one => one.Id == id).Value!.Value;
        var closed = opportunities.Where(one => one.Closed is not null).ToList();
        Assert.Equal((8300, 6711), (opportunities.Count, closed.Count));
        Assert.Equal(63.15, Figure("win-rate") * 100, 2);
        Assert.Equal(closed.Average(one => one.Closed!.Value.DayNumber - one.Engaged.DayNumber), Figure("sales-cycle"), 2);
        Assert.Equal((double)closed.Where(one => one.Stage == "Won").Average(one => one.Value), Figure("acv"), 6);
        Assert.Equal((8300, 4238, 2473), (figures.Funnel.Stages.Single(stage => stage.Id == "opportunity").Reached, figures.Series!.Items.Sum(one => one.Won), figures.Series.Items.Sum(one => one.Lost)));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task DayAsync(LocalHost host, DemoClock clock, DateTimeOffset noon, List<Opportunity> engaged, List<Opportunity> closed)
    {
        clock.JumpTo(noon);
        if (engaged.Count + closed.Count == 0)
        {
            return;
        }

        await EachAsync(engaged, async one =>
        {
            using var answer = await host.Client.PostAsJsonAsync("api/forms/demo", new { email = $"{one.Id}@{one.Id}.example".ToLowerInvariant() });
            var id = (await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<System.Text.Json.JsonElement>()).GetProperty("id").GetString()!;
            lock (_leads)
            {
                _leads[one.Id] = id;
            }
        });
        await host.DrainAsync(null, default);
        await EachAsync(engaged, async one =>
        {
            await DoAsync(host, one, "accept", new { });
            await DoAsync(host, one, "qualify", new { method = "bant", answers = new { budget = "yes", authority = "yes", need = "yes", timeline = "yes" }, notes = "as in the data", stakeholders = new[] { "the buyer" } });
        });
        await host.DrainAsync(null, default);
        await EachAsync(engaged, one => DoAsync(host, one, "convert", new { name = one.Id, amount = one.Value, closeDate = "2018-12-31" }));
        await EachAsync(closed, one => one.Stage == "Won"
            ? DoAsync(host, one, "win", new { amount = one.Value, contract = "one year", useCase = "as in the data", contacts = new[] { "the buyer" }, whyBought = "as in the data" })
            : DoAsync(host, one, "lose", new { reason = "other" }));
        await host.DrainAsync(null, default);
    }

    private async Task DoAsync(LocalHost host, Opportunity one, string action, object details)
    {
        using var answer = await host.Client.PostAsJsonAsync($"api/leads/{_leads[one.Id]}/{action}", details);
        Assert.True(answer.IsSuccessStatusCode, $"{action}: {await answer.Content.ReadAsStringAsync()}");
    }

    private static Task EachAsync(IEnumerable<Opportunity> opportunities, Func<Opportunity, Task> what) =>
        Parallel.ForEachAsync(opportunities, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (one, _) => await what(one));

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static DateTimeOffset Noon(DateOnly day) => new(day, new TimeOnly(12, 0), TimeSpan.Zero);

    private sealed record Opportunity(string Id, string Stage, DateOnly Engaged, DateOnly? Closed, decimal Value);
}
