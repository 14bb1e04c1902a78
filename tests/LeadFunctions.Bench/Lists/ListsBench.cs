using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using LeadFunctions.Bench.Decay;
using LeadFunctions.Bench.Queue;
using LeadFunctions.Bench.Running;
using LeadFunctions.Embedded.Hosting;
using LeadFunctions.Embedded.Verbs;
using LeadFunctions.Http.Auth;

namespace LeadFunctions.Bench.Lists;

/// <summary>Lists, searches, a lead and the figures over HTTP, with a million leads in the store: p50 and p95 of each, one request after another.</summary>
public static class ListsBench
{
    private const int Requests = 60;
    private const double Goal = 100;

    /// <param name="args"><c>--leads N</c> (1,000,000), <c>--folder DIR</c>.</param>
    public static async Task<int> RunAsync(string[] args)
    {
        var count = int.Parse(Option(args, "--leads") ?? "1000000", CultureInfo.InvariantCulture);
        using var folder = new BenchFolder(Option(args, "--folder"));
        var started = Stopwatch.GetTimestamp();
        var (_, playbook) = PlaybookFile.Load("b2b");
        var sums = new FilledFigures();
        await FastFill.RunAsync(folder["data/leads.db"], new ListedLeads(count, playbook).All().Select(sums.Count));
        FilledLists.Bury(folder["data/leads.db"]);
        var filled = Stopwatch.GetElapsedTime(started).TotalSeconds;
        Console.WriteLine($"{count} leads in {filled:N0} s");

        await using var host = await LocalHost.StartAsync(new RunOptions("", folder["data"], "b2b"), CancellationToken.None);
        await sums.StoreAsync(host.App.Engine.Store);
        await new FilledLists(count, folder["data"]).StoreAsync(host.App.Engine.Store);
        using var rep = ClientOf(host, Role.Rep);
        using var manager = ClientOf(host, Role.Manager);
        var worst = 0.0;
        foreach (var (what, path) in Cases(count))
        {
            var (times, refused) = await MeasureAsync(what.Contains("a rep") ? rep : what.Contains("a manager") ? manager : host.Client, path);
            var p95 = Figures.Percentile(times, 95);
            worst = Math.Max(worst, p95);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{what,-44} p50 {Figures.Percentile(times, 50),8:N1} ms   p95 {p95,8:N1} ms{(refused > 0 ? $"   {refused} refused as too broad" : "")}{(p95 > Goal ? "   OVER" : "")}"));
        }

        var pages = await PagesAsync(host.Client);
        Figures.Row("each of 60 pages, one after another", pages, "ms");
        Figures.Last(new Dictionary<string, double> { ["leads"] = count, ["fillSeconds"] = filled, ["worstP95Ms"] = Math.Max(worst, Figures.Percentile(pages, 95)) });
        return 0;
    }

    private static HttpClient ClientOf(LocalHost host, Role role)
    {
        var client = new HttpClient { BaseAddress = host.Client.BaseAddress };
        client.DefaultRequestHeaders.Authorization = new("Bearer", host.App.Keys.First(key => key.Role == role).Key);
        return client;
    }

    private static IEnumerable<(string What, Func<int, string> Path)> Cases(int count)
    {
        int Some(int request) => (int)(request * 7_368_787L % count);
        yield return ("list by score", _ => "leads");
        yield return ("list by last change", _ => "leads?sort=-updated");
        yield return ("list by creation", _ => "leads?sort=-created");
        yield return ("list by email, 200 a page", _ => "leads?sort=email&limit=200");
        yield return ("stage mql", _ => "leads?stage=mql");
        yield return ("stage mql by last change", _ => "leads?stage=mql&sort=-updated");
        yield return ("stage lost, band cold", _ => "leads?stage=lost&band=cold");
        yield return ("stage opportunity, at least 95 points", _ => "leads?stage=opportunity&minScore=95");
        yield return ("an owner's, by last change", request => "leads?sort=-updated&owner=" + new[] { "ana", "ben", "farid" }[request % 3]);
        yield return ("search: a whole address", request => $"leads?q=person{Some(request)}@");
        yield return ("search: the beginning of a name", request => "leads?q=" + new[] { "keik", "tana", "okaf" }[request % 3]);
        yield return ("search: part of a company", request => $"leads?q=ny%20{request * 700 % 50_000}%20l");
        yield return ("search: in every lead", _ => "leads?q=company");
        yield return ("search: in every lead, stage customer", _ => "leads?q=company&stage=customer&sort=-created");
        yield return ("search: a number in many", request => $"leads?q={100 + request}&sort=email");
        yield return ("search: first and last name", request => "leads?q=" + new[] { "keiko%20tanaka", "ana%20silva", "goran%20rossi" }[request % 3] + "&sort=-updated");
        yield return ("search: nobody", request => $"leads?q=zzq{request}");
        yield return ("search: two letters", _ => "leads?q=an");
        yield return ("search: two letters nobody has", _ => "leads?q=xq");
        yield return ("search: two letters few have", _ => "leads?q=%3Aa");
        yield return ("search: two letters, stage lost", _ => "leads?q=xq&stage=lost");
        yield return ("search: one letter nobody has", _ => "leads?q=~");
        yield return ("inbox of an admin", _ => "inbox");
        yield return ("inbox of an admin, 200 a page", _ => "inbox?limit=200");
        yield return ("inbox of a rep", _ => "inbox");
        yield return ("inbox of a manager", _ => "inbox");
        yield return ("leads of a rep, by last change", _ => "leads?sort=-updated");
        yield return ("duplicates", _ => "duplicates");
        yield return ("an account", request => $"accounts/company{Some(request) % 50_000}.example");
        yield return ("audit", _ => "audit");
        yield return ("mailbox", _ => "mailbox");
        yield return ("queues", _ => "queues");
        yield return ("dead letters", _ => "dead-letters");
        yield return ("steps", _ => "steps");
        yield return ("one lead", request => "leads/" + ManyLeads.IdOf(Some(request)));
        yield return ("one lead's score", request => $"leads/{ManyLeads.IdOf(Some(request))}/score");
        yield return ("figures of 90 days", _ => "metrics?from=2025-12-01&to=2026-02-28");
        yield return ("figures of a year", _ => "metrics?from=2025-03-01&to=2026-02-28&by=owner");
    }

    private static async Task<(List<double> Times, int Refused)> MeasureAsync(HttpClient client, Func<int, string> path)
    {
        var (times, refused) = (new List<double>(), 0);
        for (var request = 0; request < Requests; request++)
        {
            var started = Stopwatch.GetTimestamp();
            using var answer = await client.GetAsync(new Uri("api/" + path(request), UriKind.Relative));
            await answer.Content.ReadAsByteArrayAsync();
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            refused += (int)answer.StatusCode == 422 ? 1 : 0;
            if ((int)answer.StatusCode is not (200 or 422))
            {
                throw new InvalidOperationException($"{path(request)} answered {(int)answer.StatusCode}.");
            }
        }

        return (times, refused);
    }

    /// <summary>Deep into a list: each page by the cursor of the one before.</summary>
    private static async Task<List<double>> PagesAsync(HttpClient client)
    {
        var times = new List<double>();
        for (string? cursor = null; times.Count < Requests;)
        {
            var started = Stopwatch.GetTimestamp();
            var page = JsonNode.Parse(await client.GetStringAsync("api/leads?limit=200" + (cursor is null ? "" : "&cursor=" + Uri.EscapeDataString(cursor))))!;
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            if ((cursor = (string?)page["next"]) is null)
            {
                break;
            }
        }

        return times;
    }

    private static string? Option(string[] args, string name) => Array.IndexOf(args, name) is var at and >= 0 ? args[at + 1] : null;
}
