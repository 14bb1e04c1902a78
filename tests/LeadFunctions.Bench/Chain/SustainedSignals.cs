using System.Diagnostics;
using LeadFunctions.Domain.Leads;
using LeadFunctions.Embedded.Hosting;
using LeadFunctions.Embedded.Verbs;
using LeadFunctions.UseCases;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Bench.Chain;

/// <summary>Signals of known leads through the durable queue: enqueued, applied, scored, committed, acknowledged; from the first append to an empty queue.</summary>
public static class SustainedSignals
{
    private const int Leads = 100_000;
    private const int Signals = 60_000;
    private const int BatchSize = 500;
    private const int Rounds = 3;

    public static async Task<IReadOnlyList<double>> MeasureAsync()
    {
        var folder = Directory.CreateTempSubdirectory("lf-chain-").FullName;
        await using var host = await LocalHost.StartAsync(new RunOptions("http://127.0.0.1:0", folder, "b2b"), CancellationToken.None);
        await SendAsync(host, Enumerable.Range(0, Leads).Select(lead => (lead, Id: $"first-{lead}", Name: "newsletter-signup")));
        var draw = new Random(7);
        var rates = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            var name = round;
            var started = Stopwatch.GetTimestamp();
            await SendAsync(host, Enumerable.Range(0, Signals).Select(number => (draw.Next(Leads), Id: $"{name}-{number}", Name: "blog-post-view")));
            rates.Add(Signals / Stopwatch.GetElapsedTime(started).TotalSeconds);
        }

        return rates;
    }

    private static async Task SendAsync(LocalHost host, IEnumerable<(int Lead, string Id, string Name)> signals)
    {
        var now = TimeProvider.System.GetUtcNow();
        foreach (var batch in signals.Chunk(BatchSize))
        {
            await host.App.Engine.Queue.EnqueueAsync([.. batch.Select(signal => Message(host, signal, now))], CancellationToken.None);
        }

        await host.DrainAsync(null, CancellationToken.None);
    }

    private static Outgoing Message(LocalHost host, (int Lead, string Id, string Name) signal, DateTimeOffset now)
    {
        var email = $"person{signal.Lead}@company{signal.Lead % 5000}.example";
        return new Outgoing(new Message.SignalArrived(host.App.Ids.LeadIdOf(email), email, [new Signal(signal.Id, signal.Name, now, SignalSource.Track)]));
    }
}
