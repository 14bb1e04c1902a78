using System.Diagnostics;
using LeadFunctions.Domain.Leads;
using LeadFunctions.Embedded.Hosting;
using LeadFunctions.Embedded.Verbs;
using LeadFunctions.UseCases;
using LeadFunctions.UseCases.Playbooks;
using LeadFunctions.UseCases.Playbooks.Publishing;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Bench.Playbooks;

/// <summary>
/// A change that makes 50,000 leads MQLs: how long publishing takes, then every one of them is touched at once, and what people hear of it in that hour; no
/// clock begins before the publication; a rollback gives everybody their former score.
/// </summary>
internal static class PublishBench
{
    private const int Limit = 6;

    public static async Task<int> RunAsync(string[] args)
    {
        var leads = args.Length > 0 ? int.Parse(args[0], System.Globalization.CultureInfo.InvariantCulture) : 50_000;
        var folder = Directory.CreateTempSubdirectory("leadfunctions-publish-");
        try
        {
            await using var host = await LocalHost.StartAsync(new RunOptions("http://127.0.0.1:0", folder.FullName, "b2b"), default);
            return await RunAsync(host, leads);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<int> RunAsync(LocalHost host, int leads)
    {
        var (store, shelf) = (host.App.Engine.Store, host.App.Shelf);
        var b2b = ShippedPlaybooks.Text("b2b")!;
        var eager = b2b.Replace("signal: whitepaper-download, points: 10}", "signal: whitepaper-download, points: 60}", StringComparison.Ordinal);
        await TouchAsync(host, leads, "whitepaper-download", "w");
        var publish = new PublishPlaybook(store, shelf, TimeProvider.System, _ => null);
        var started = Stopwatch.GetTimestamp();
        var done = await publish.RunAsync(new PublishRequest(eager, "draft.yaml", "bench", "to flip them all") { Override = "bench" }, default);
        var published = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        var from = ((PublishResult.Published)done).Text.From;
        started = Stopwatch.GetTimestamp();
        await TouchAsync(host, leads, "page-view", "p");
        var followed = Stopwatch.GetElapsedTime(started).TotalSeconds;

        var (flipped, early, told) = await SeenAsync(host, leads, from);
        started = Stopwatch.GetTimestamp();
        await publish.RunAsync(new PublishRequest(b2b, "b2b.yaml", "bench", "and back") { Rollback = true }, default);
        var back = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        Console.WriteLine($"{flipped:N0} of {leads:N0} leads flipped and marked; most messages to one person on one channel in the hour: {told} of {Limit}; clocks begun before the publication: {early}");
        Figures.Row("publish", [published], "ms");
        Figures.Row("rollback", [back], "ms");
        Figures.Row("all leads follow, routed and rationed", [followed], "s");
        Figures.Last(new Dictionary<string, double> { ["publishMs"] = published, ["rollbackMs"] = back, ["flipped"] = flipped, ["toldMost"] = told, ["clocksInThePast"] = early, ["followSeconds"] = followed });
        return published < 1000 && told <= Limit && early == 0 && flipped == leads ? 0 : 1;
    }

    private static async Task TouchAsync(LocalHost host, int leads, string signal, string prefix)
    {
        foreach (var part in Enumerable.Range(0, leads).Chunk(1000))
        {
            var now = TimeProvider.System.GetUtcNow();
            await host.App.Engine.Queue.EnqueueAsync([.. part.Select(i => new Outgoing(new Message.SignalArrived(host.App.Ids.LeadIdOf(Email(i)), Email(i), [new Signal($"{prefix}{i}", signal, now, SignalSource.Track)])))], default);
        }

        await host.DrainAsync(null, default);
    }

    private static async Task<(int Flipped, int Early, int Told)> SeenAsync(LocalHost host, int leads, DateTimeOffset from)
    {
        var (flipped, early, told) = (0, 0, new Dictionary<string, int>());
        for (var i = 0; i < leads; i++)
        {
            var lead = await host.App.Engine.Store.FindLeadAsync(host.App.Ids.LeadIdOf(Email(i)), default);
            flipped += lead is { Stage: Stage.Mql, ByModel: not null } ? 1 : 0;
            early += lead!.Clocks.Count(clock => clock.StartedAt < from);
        }

        var windows = await host.App.Engine.Store.ListRegisterAsync(RegisterNames.TellWindows, null, int.MaxValue, default);
        foreach (var (key, entry) in windows.Where(one => one.Key.StartsWith("model:", StringComparison.Ordinal)))
        {
            told[key] = System.Text.Json.JsonSerializer.Deserialize(entry.Value, WireJson.Default.ModelWindow)!.Sent.Count(at => at > TimeProvider.System.GetUtcNow().AddHours(-1));
        }

        return (flipped, early, told.Values.DefaultIfEmpty().Max());
    }

    private static string Email(int i) => $"lead{i}@company{i}.example";
}
