using System.Diagnostics;
using LeadFunctions.Domain.Backtesting;
using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Scoring;
using LeadFunctions.UseCases.Playbooks;
using LeadFunctions.UseCases.Playbooks.Learning;
using LeadFunctions.UseCases.Playbooks.Publishing;

namespace LeadFunctions.Bench.Playbooks;

/// <summary>A draft over 100,000 leads with a million events, in memory: replay under both versions, counts, flips with reasons, lift and AUC.</summary>
internal static class BacktestBench
{
    private static readonly DateTimeOffset Start = new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);
    private static readonly string[] Titles = ["CEO", "VP Sales", "Marketing Manager", "Engineer"];
    private static readonly string[] Countries = ["US", "DE", "JP"];

    public static Task<int> RunAsync(string[] args)
    {
        var leads = args.Length > 0 ? int.Parse(args[0], System.Globalization.CultureInfo.InvariantCulture) : 100_000;
        var yaml = ShippedPlaybooks.Text("b2b")!;
        var current = PlaybookVersions.Rulebook(ReadPlaybook.FromYaml(yaml, "b2b.yaml").Playbook!);
        var draft = PlaybookVersions.Rulebook(ReadPlaybook.FromYaml(yaml.Replace("pricing-page-view, points: 20", "pricing-page-view, points: 30", StringComparison.Ordinal), "draft.yaml").Playbook!);
        var names = current.Playbook.Signals.Where(signal => !signal.HandRaise).Select(signal => signal.Name).ToArray();
        var histories = Enumerable.Range(0, leads).Select(seed => History(seed, names)).ToList();
        var seconds = new List<double>();
        BacktestResult result = null!;
        for (var round = 0; round < 3; round++)
        {
            var started = Stopwatch.GetTimestamp();
            result = new Backtest(current, draft, Start, Start.AddDays(180)).Run(histories);
            _ = Quality.Of(result);
            seconds.Add(Stopwatch.GetElapsedTime(started).TotalSeconds);
        }

        using var process = Process.GetCurrentProcess();
        var rss = process.PeakWorkingSet64 / 1048576.0;
        Console.WriteLine($"{result.Scored.Count:N0} leads, {result.Events:N0} events; gained {result.Flips.Gained:N0}, lost {result.Flips.Lost:N0}, earlier {result.Flips.Earlier:N0}; {result.Weeks.Count} weeks");
        Figures.Row("backtest, two versions", seconds, "s");
        Figures.Row("peak memory", [rss], "MB");
        Figures.Last(new Dictionary<string, double> { ["seconds"] = Figures.Median(seconds), ["rssMb"] = rss, ["leads"] = leads, ["events"] = result.Events });
        return Task.FromResult(0);
    }

    private static LeadHistory History(int seed, string[] names)
    {
        var random = new Random(seed);
        var events = new List<LedgerEvent>();
        for (var i = random.Next(0, 21); i > 0; i--)
        {
            events.Add(new LedgerEvent($"e{seed}-{i}", names[random.Next(names.Length)], Start.AddSeconds(random.Next(0, 170 * 86400))));
        }

        events.Sort(static (left, right) => LedgerOrder.Compare(left, right));
        var at = events.Count == 0 ? Start : events[0].At;
        return new LeadHistory($"ld_{seed:x32}", $"p{seed}@company{seed}.example", events)
        {
            Facts =
            [
                new SaidFact(at, "companySize", random.Next(1, 900).ToString(System.Globalization.CultureInfo.InvariantCulture), AttributeSource.Form),
                new SaidFact(at, "country", Countries[random.Next(Countries.Length)], AttributeSource.Form),
                new SaidFact(at, "title", Titles[random.Next(Titles.Length)], AttributeSource.Form),
            ],
            SqlAt = random.Next(20) == 0 && events.Count > 0 ? events[^1].At.AddDays(1) : null,
        };
    }
}
