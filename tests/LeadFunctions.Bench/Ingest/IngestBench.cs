using System.Diagnostics;
using LeadFunctions.Bench.Running;

namespace LeadFunctions.Bench.Ingest;

/// <summary>Durable <c>POST track</c> beside a parse-only Kestrel POST, at 64 connections, rounds taken in turn; beacons of ten; latency at a fixed rate.</summary>
public static class IngestBench
{
    private const int Rounds = 3;
    private const int Seconds = 6;
    private const int FixedRate = 5000;

    public static async Task<int> RunAsync(string[] args)
    {
        if (args is ["parse-only", var port])
        {
            await ParseOnly.Build(int.Parse(port, System.Globalization.CultureInfo.InvariantCulture)).RunAsync();
            return 0;
        }

        if (!Wrk.IsHere)
        {
            Console.WriteLine("skipped: wrk is not installed (apt-get install wrk)");
            return 0;
        }

        var parsePort = Server.FreePort();
        using var parseOnly = Process.Start(new ProcessStartInfo("dotnet", [typeof(IngestBench).Assembly.Location, "ingest", "parse-only", $"{parsePort}"]))!;
        try
        {
            await Server.ListensAsync(parsePort);
            await MeasureAsync($"http://127.0.0.1:{parsePort}/api/track");
            return 0;
        }
        finally
        {
            parseOnly.Kill();
        }
    }

    private static async Task MeasureAsync(string parseOnly)
    {
        var (plain, durable, batched) = (new List<Load>(), new List<Load>(), new List<Load>());
        await Wrk.RunAsync(parseOnly, 1, 2);
        for (var round = 0; round < Rounds; round++)
        {
            plain.Add(await Wrk.RunAsync(parseOnly, 1, Seconds));
            using var server = await Server.StartAsync();
            await Wrk.RunAsync($"http://127.0.0.1:{server.Port}/api/track", 1, 2);
            durable.Add(await Wrk.RunAsync($"http://127.0.0.1:{server.Port}/api/track", 1, Seconds));
            await server.DrainAsync();
            batched.Add(await Wrk.RunAsync($"http://127.0.0.1:{server.Port}/api/track", 10, Seconds));
            await server.DrainAsync();
        }

        using var fresh = await Server.StartAsync();
        var steady = await FixedRateLoad.RunAsync(fresh.Port, FixedRate, TimeSpan.FromSeconds(8));
        Figures.Row("parse-only POST", [.. plain.Select(load => load.PerSecond)], "req/s");
        Figures.Row("durable POST track", [.. durable.Select(load => load.PerSecond)], "req/s");
        Figures.Row("  p50", [.. durable.Select(load => load.P50Ms)], "ms");
        Figures.Row("  p99", [.. durable.Select(load => load.P99Ms)], "ms");
        Figures.Row("durable beacons of 10", [.. batched.Select(load => load.PerSecond * 10)], "events/s");
        Figures.Row($"at {FixedRate:N0} req/s: p50", [steady.P50Ms], "ms");
        Figures.Row($"at {FixedRate:N0} req/s: p99", [steady.P99Ms], "ms");
        Figures.Last(new Dictionary<string, double>
        {
            ["ratio"] = Figures.Median([.. durable.Zip(plain, (one, other) => one.PerSecond / other.PerSecond)]),
            ["rps"] = Figures.Median([.. durable.Select(load => load.PerSecond)]),
            ["p50Ms"] = steady.P50Ms,
            ["p99Ms"] = steady.P99Ms,
            ["batchedEventsPerSecond"] = Figures.Median([.. batched.Select(load => load.PerSecond * 10)]),
        });
    }
}
