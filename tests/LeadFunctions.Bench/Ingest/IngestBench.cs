using System.Diagnostics;
using LeadFunctions.Bench.Running;

namespace LeadFunctions.Bench.Ingest;

/// <summary>Durable <c>POST track</c> beside a parse-only Kestrel POST, at 64 connections, rounds taken in turn; beacons of ten; latency at a fixed rate.</summary>
public static class IngestBench
{
    private const int Rounds = 3;
    private const int Seconds = 5;
    private const int WarmUp = 5;
    private const int FixedRate = 5000;

    public static async Task<int> RunAsync(string[] args)
    {
        if (args is ["parse-only", var port, var sockets])
        {
            await ParseOnly.Build(int.Parse(port, System.Globalization.CultureInfo.InvariantCulture), lean: sockets == "lean").RunAsync();
            return 0;
        }

        if (!Wrk.IsHere)
        {
            Console.WriteLine("skipped: wrk is not installed (apt-get install wrk)");
            return 0;
        }

        var (plainPort, leanPort) = (Server.FreePort(), Server.FreePort());
        using var plain = StartParseOnly(plainPort, "plain");
        using var lean = StartParseOnly(leanPort, "lean");
        try
        {
            await Server.ListensAsync(plainPort);
            await Server.ListensAsync(leanPort);
            await MeasureAsync(UrlOf(plainPort), UrlOf(leanPort));
            return 0;
        }
        finally
        {
            plain.Kill();
            lean.Kill();
        }
    }

    private static Process StartParseOnly(int port, string sockets) =>
        Process.Start(sockets == "lean" ? Self.AsHost("ingest", "parse-only", $"{port}", sockets) : Self.AsItComes("ingest", "parse-only", $"{port}", sockets))!;

    private static string UrlOf(int port) => $"http://127.0.0.1:{port}/api/track";

    private static async Task MeasureAsync(string parseOnly, string parseOnlyLean)
    {
        var (plain, lean, durable, batched) = (new List<Load>(), new List<Load>(), new List<Load>(), new List<Load>());
        await Wrk.RunAsync(parseOnly, 1, WarmUp);
        await Wrk.RunAsync(parseOnlyLean, 1, WarmUp);
        for (var round = 0; round < Rounds; round++)
        {
            plain.Add(await Wrk.RunAsync(parseOnly, 1, Seconds));
            lean.Add(await Wrk.RunAsync(parseOnlyLean, 1, Seconds));
            using var server = await Server.StartAsync();
            await Wrk.RunAsync(UrlOf(server.Port), 1, WarmUp);
            durable.Add(await Wrk.RunAsync(UrlOf(server.Port), 1, Seconds));
            batched.Add(await Wrk.RunAsync(UrlOf(server.Port), 10, Seconds));
        }

        using var fresh = await Server.StartAsync();
        var steady = await FixedRateLoad.RunAsync(fresh.Port, FixedRate, TimeSpan.FromSeconds(8));
        Figures.Row("parse-only POST, Kestrel as it comes", [.. plain.Select(load => load.PerSecond)], "req/s");
        Figures.Row("parse-only POST, with our socket and thread settings", [.. lean.Select(load => load.PerSecond)], "req/s");
        Figures.Row("durable POST track", [.. durable.Select(load => load.PerSecond)], "req/s");
        Figures.Row("  p50", [.. durable.Select(load => load.P50Ms)], "ms");
        Figures.Row("  p99", [.. durable.Select(load => load.P99Ms)], "ms");
        Figures.Row("durable beacons of 10", [.. batched.Select(load => load.PerSecond * 10)], "events/s");
        Figures.Row($"at {FixedRate:N0} req/s: p50", [steady.P50Ms], "ms");
        Figures.Row($"at {FixedRate:N0} req/s: p99", [steady.P99Ms], "ms");
        Figures.Last(new Dictionary<string, double>
        {
            ["ratio"] = Figures.Median([.. durable.Zip(plain, (one, other) => one.PerSecond / other.PerSecond)]),
            ["ratioToLean"] = Figures.Median([.. durable.Zip(lean, (one, other) => one.PerSecond / other.PerSecond)]),
            ["rps"] = Figures.Median([.. durable.Select(load => load.PerSecond)]),
            ["p50Ms"] = steady.P50Ms,
            ["p99Ms"] = steady.P99Ms,
            ["batchedEventsPerSecond"] = Figures.Median([.. batched.Select(load => load.PerSecond * 10)]),
        });
    }
}
