using System.Globalization;

namespace LeadFunctions.Bench.Queue;

/// <summary>
/// Durable enqueue, handle, acknowledge of 300 byte messages, every step on disk before the next: ours, pg-boss on PostgreSQL and BullMQ on Redis with
/// <c>appendfsync always</c>, the same work in the same run, rounds interleaved so that a busy moment of the machine hits all of them.
/// </summary>
public static class QueueBench
{
    private const int PayloadBytes = 300;

    /// <param name="args"><c>--seconds N</c> per measurement (4), <c>--rounds N</c> (3), <c>--no-peers</c>, <c>--folder DIR</c> for the files (a temporary one).</param>
    public static async Task<int> RunAsync(string[] args)
    {
        var (seconds, rounds) = (Number(args, "--seconds", 4), (int)Number(args, "--rounds", 3));
        using var folder = new BenchFolder(Option(args, "--folder"));
        await using var pgBoss = args.Contains("--no-peers") ? null : await Peer.PgBossAsync(folder);
        await using var bullMq = args.Contains("--no-peers") ? null : await Peer.BullMqAsync(folder);

        var results = new Results();
        await OwnQueue.HopsAsync(folder, inFlight: 32, PayloadBytes, seconds: 1);
        for (var round = 0; round < rounds; round++)
        {
            foreach (var inFlight in new[] { 32, 256 })
            {
                results.Add("LeadFunctions", inFlight, await OwnQueue.HopsAsync(folder, inFlight, PayloadBytes, seconds));
                await results.AddAsync("pg-boss", inFlight, pgBoss?.HopsAsync(inFlight, PayloadBytes, seconds));
                await results.AddAsync("BullMQ", inFlight, bullMq?.HopsAsync(inFlight, PayloadBytes, seconds));
            }

            results.AddLatency("LeadFunctions", await OwnQueue.LatencyAsync(folder, perSecond: 500, PayloadBytes, seconds));
        }

        results.Print();
        return 0;
    }

    private static double Number(string[] args, string name, double otherwise) =>
        Option(args, name) is { } text ? double.Parse(text, CultureInfo.InvariantCulture) : otherwise;

    private static string? Option(string[] args, string name) => Array.IndexOf(args, name) is var at and >= 0 ? args[at + 1] : null;

    /// <summary>Hops per second by system and number in flight, and our latencies, over the rounds.</summary>
    private sealed class Results
    {
        private readonly Dictionary<(string System, int InFlight), List<double>> _hops = [];
        private readonly Dictionary<string, List<(double P50, double P99)>> _latency = [];

        public void Add(string system, int inFlight, double hops) => (_hops.TryGetValue((system, inFlight), out var list) ? list : _hops[(system, inFlight)] = []).Add(hops);

        public async Task AddAsync(string system, int inFlight, Task<double>? hops)
        {
            if (hops is not null)
            {
                Add(system, inFlight, await hops);
            }
        }

        public void AddLatency(string system, (double P50, double P99) latency) => (_latency.TryGetValue(system, out var list) ? list : _latency[system] = []).Add(latency);

        public void Print()
        {
            foreach (var ((system, inFlight), hops) in _hops.OrderBy(pair => pair.Key.InFlight))
            {
                Figures.Row($"{system}, {inFlight} in flight", hops, "hops/s");
            }

            foreach (var (system, latencies) in _latency)
            {
                Figures.Row($"{system}, 500 messages/s, p50 to committed ack", [.. latencies.Select(latency => latency.P50)], "ms");
                Figures.Row($"{system}, 500 messages/s, p99 to committed ack", [.. latencies.Select(latency => latency.P99)], "ms");
            }

            var figures = new Dictionary<string, double>
            {
                ["hopsPerSecond"] = Best("LeadFunctions"),
                ["p99Ms"] = Figures.Median([.. _latency["LeadFunctions"].Select(latency => latency.P99)]),
                ["hopsPerSecond32"] = Figures.Median(_hops[("LeadFunctions", 32)]),
            };
            AddRatio(figures, "ratioToPgBoss", "pg-boss");
            AddRatio(figures, "ratioToBullMq", "BullMQ");
            Figures.Last(figures);
        }

        /// <summary>Each system at the number in flight that suits it best.</summary>
        private double Best(string system) => new[] { 32, 256 }.Max(inFlight => Figures.Median(_hops[(system, inFlight)]));

        private void AddRatio(Dictionary<string, double> figures, string name, string peer)
        {
            if (_hops.ContainsKey((peer, 32)))
            {
                figures[name] = Best("LeadFunctions") / Best(peer);
            }
        }
    }
}
