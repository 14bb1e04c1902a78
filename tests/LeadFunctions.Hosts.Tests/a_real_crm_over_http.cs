using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using LeadFunctions.Domain.Tests;
using LeadFunctions.Embedded.Demo;
using LeadFunctions.Embedded.Hosting;
using LeadFunctions.Embedded.Verbs;
using LeadFunctions.UseCases.Playbooks;

namespace LeadFunctions.Hosts.Tests;

/// <summary>
/// The public data set "maven-crm-sales-opportunities": every opportunity comes by form and is worked over HTTP on the days that the data says, by its 35 agents.
/// The figures at the end are the data's own.
/// </summary>
public sealed class a_real_crm_over_http : IDisposable
{
    private const string Folder = "maven-crm-sales-opportunities/";
    private const int AtOnce = 8;
    private static readonly object Qualified = new { method = "bant", answers = new { budget = "yes", authority = "yes", need = "yes", timeline = "yes" } };

    private readonly string _folder = Directory.CreateTempSubdirectory("leadfunctions-maven-").FullName;
    private readonly Dictionary<string, string> _leads = [];

    [FactOnPublicData(Folder + "sales_pipeline.csv")]
    public async Task has_its_own_win_rate_cycle_and_value()
    {
        var opportunities = Rows("sales_pipeline.csv").Where(row => row[5].Length > 0).Select(Opportunity.Of).ToList();
        var (first, last) = (opportunities.Min(one => one.Engaged), opportunities.Max(one => one.Closed ?? one.Engaged));
        var clock = new DemoClock(Noon(first));
        await using var host = await LocalHost.StartAsync(new RunOptions("", _folder, Playbook()) { Silent = true }, clock, default);
        for (var day = first; day <= last; day = day.AddDays(1))
        {
            clock.JumpTo(Noon(day));
            await DayAsync(host, [.. opportunities.Where(one => one.Engaged == day)], [.. opportunities.Where(one => one.Closed == day)]);
        }

        var figures = await host.Client.GetFromJsonAsync<JsonElement>($"api/metrics?from={first:yyyy-MM-dd}&to={last:yyyy-MM-dd}&unit=month");
        double Figure(string id) => figures.GetProperty("headline").EnumerateArray().Single(one => one.GetProperty("id").GetString() == id).GetProperty("value").GetDouble();
        long Sum(string measure) => figures.GetProperty("series").GetProperty("items").EnumerateArray().Sum(one => one.GetProperty(measure).GetInt64());
        var closed = opportunities.Where(one => one.Closed is not null).ToList();
        Assert.Equal((8300, 6711), (opportunities.Count, closed.Count));
        Assert.Equal((4238, 2473), (Sum("won"), Sum("lost")));
        Assert.Equal(63.15, Figure("win-rate") * 100, 2);
        Assert.Equal(closed.Average(one => one.Closed!.Value.DayNumber - one.Engaged.DayNumber), Figure("sales-cycle"), 2);
        Assert.Equal((double)closed.Where(one => one.Won).Average(one => one.Value), Figure("acv"), 6);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task DayAsync(LocalHost host, List<Opportunity> engaged, List<Opportunity> closed)
    {
        await EachAsync(engaged, async one =>
        {
            var id = (await PostAsync(host, "forms/demo", new { email = $"{one.Id}@{one.Id}.example".ToLowerInvariant() })).GetProperty("id").GetString()!;
            lock (_leads)
            {
                _leads[one.Id] = id;
            }
        });
        await RestAsync(host);
        await EachAsync(engaged, async one =>
        {
            await PostAsync(host, $"leads/{_leads[one.Id]}/accept", new { });
            await PostAsync(host, $"leads/{_leads[one.Id]}/qualify", Qualified);
            await PostAsync(host, $"leads/{_leads[one.Id]}/convert", new { name = one.Id, amount = one.Value, closeDate = "2018-12-31" });
        });
        await EachAsync(closed, one => one.Won
            ? PostAsync(host, $"leads/{_leads[one.Id]}/win", new { amount = one.Value })
            : PostAsync(host, $"leads/{_leads[one.Id]}/lose", new { reason = "other" }));
        await RestAsync(host);
    }

    private static async Task<JsonElement> PostAsync(LocalHost host, string path, object body)
    {
        using var answer = await host.Client.PostAsJsonAsync("api/" + path, body);
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    /// <summary>Like the host's own waiting, without its pauses: this waits nine hundred times.</summary>
    private static async Task RestAsync(LocalHost host)
    {
        while ((await host.App.Engine.Queue.FiguresAsync(default)).Any(step => step.Waiting + step.InFlight > 0))
        {
            await Task.Delay(1);
        }
    }

    private static Task EachAsync(IEnumerable<Opportunity> opportunities, Func<Opportunity, Task> what) =>
        Parallel.ForEachAsync(opportunities, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (one, _) => await what(one));

    /// <summary>The empty template with the agents of the data.</summary>
    private string Playbook()
    {
        const string nobody = "  - {id: ana, name: Ana Sample, email: ana.sample@example.com, role: bdr}";
        var agents = Rows("sales_teams.csv").Select(row => (Id: row[0].ToLowerInvariant().Replace(' ', '-'), Name: row[0])).ToList();
        var text = ShippedPlaybooks.Text("blank")!
            .Replace(nobody, string.Join('\n', agents.Select(agent => $"  - {{id: {agent.Id}, name: {agent.Name}, email: {agent.Id}@example.com, role: bdr}}")), StringComparison.Ordinal)
            .Replace("members: [ana]", $"members: [{string.Join(", ", agents.Select(agent => agent.Id))}]", StringComparison.Ordinal)
            .Replace("channels: [console, file]", "channels: [console]", StringComparison.Ordinal);
        var path = Path.Combine(_folder, "maven.yaml");
        File.WriteAllText(path, text);
        return path;
    }

    private static IEnumerable<string[]> Rows(string file) => File.ReadLines(PublicData.PathOf(Folder + file)).Skip(1).Select(line => line.Split(','));

    private static DateTimeOffset Noon(DateOnly day) => new(day, new TimeOnly(12, 0), TimeSpan.Zero);

    private sealed record Opportunity(string Id, bool Won, DateOnly Engaged, DateOnly? Closed, decimal Value)
    {
        public static Opportunity Of(string[] row) =>
            new(row[0], row[4] == "Won", Day(row[5]), row[6].Length == 0 ? null : Day(row[6]), row[7].Length == 0 ? 0 : decimal.Parse(row[7], CultureInfo.InvariantCulture));

        private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
    }
}
