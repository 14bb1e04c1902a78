using System.Diagnostics;
using System.Globalization;
using LeadFunctions.Bench.Queue;
using LeadFunctions.Bench.Running;
using LeadFunctions.Sqlite;
using LeadFunctions.UseCases.Ports;
using Microsoft.Extensions.Logging.Abstractions;

namespace LeadFunctions.Bench.Decay;

/// <summary>
/// The nightly timer on a million leads. Finding the due ones by their index and loading them, against a job that loads every lead to see whether it is due;
/// the same with what both jobs then commit; and whether twice as many due take twice as long.
/// </summary>
public static class DecayBench
{
    private static readonly double[] Shares = [0.005, 0.01, 0.02];

    /// <param name="args"><c>--leads N</c> (1,000,000), <c>--rounds N</c> (3), <c>--folder DIR</c>.</param>
    public static async Task<int> RunAsync(string[] args)
    {
        var (count, rounds) = (Number(args, "--leads", 1_000_000), Number(args, "--rounds", 3));
        using var folder = new BenchFolder(Option(args, "--folder"));
        var leads = new ManyLeads(count);
        await FastFill.RunAsync(folder["leads.db"], leads.All());
        await using var engine = SqliteEngine.Open(new SqliteOptions { Path = folder["leads.db"] }, TimeProvider.System, NullLoggerFactory.Instance);

        var (loads, jobs, scans) = (Shares.ToDictionary(share => share, _ => new List<double>()), Shares.ToDictionary(share => share, _ => new List<double>()), new List<double>());
        var now = ManyLeads.FirstDue;
        await RunJobAsync(engine.Store, now += TimeSpan.FromSeconds(1000), 1001);
        for (var round = 0; round < rounds; round++)
        {
            foreach (var share in Shares)
            {
                var due = (int)(count * share);
                now += TimeSpan.FromSeconds(due);
                loads[share].Add(await LoadDueAsync(engine.Store, now, due));
                jobs[share].Add(await RunJobAsync(engine.Store, now, due));
            }

            scans.Add(await ScanAsync(engine.Store, leads, now));
        }

        Print(loads, jobs, scans);
        return 0;
    }

    /// <returns>Milliseconds to find and load the due leads.</returns>
    private static async Task<double> LoadDueAsync(ILeadStore store, DateTimeOffset now, int expected)
    {
        var started = Stopwatch.GetTimestamp();
        var loaded = 0;
        foreach (var id in await store.DueAsync(now, int.MaxValue, default))
        {
            loaded += (await store.FindLeadAsync(id, default))!.DueAt <= now ? 1 : 0;
        }

        return Took(started, loaded, expected);
    }

    /// <returns>Milliseconds to find and load the due leads, and to commit their next due instants.</returns>
    private static async Task<double> RunJobAsync(ILeadStore store, DateTimeOffset now, int expected)
    {
        var started = Stopwatch.GetTimestamp();
        var touched = 0;
        while (await store.DueAsync(now, 1000, default) is { Count: > 0 } due)
        {
            var commits = new List<Task<CommitResult>>(due.Count);
            foreach (var id in due)
            {
                var lead = (await store.FindLeadAsync(id, default))!;
                commits.Add(store.CommitAsync(new Commit { Lead = lead with { DueAt = lead.DueAt!.Value.AddYears(1), UpdatedAt = now } }, default));
            }

            touched += (await Task.WhenAll(commits)).Count(result => result == CommitResult.Committed);
        }

        return Took(started, touched, expected);
    }

    /// <returns>Milliseconds to load every lead.</returns>
    private static async Task<double> ScanAsync(ILeadStore store, ManyLeads leads, DateTimeOffset now)
    {
        var started = Stopwatch.GetTimestamp();
        var due = 0;
        for (var index = 0; index < leads.Count; index++)
        {
            due += (await store.FindLeadAsync(ManyLeads.IdOf(index), default))!.DueAt <= now ? 1 : 0;
        }

        return Took(started, due, expected: 0);
    }

    private static double Took(long started, int found, int expected) => found == expected
        ? Stopwatch.GetElapsedTime(started).TotalMilliseconds
        : throw new InvalidOperationException($"{found} were due, not {expected}.");

    private static void Print(Dictionary<double, List<double>> loads, Dictionary<double, List<double>> jobs, List<double> scans)
    {
        foreach (var share in Shares)
        {
            Figures.Row($"find and load, {share:P1} due", loads[share], "ms");
            Figures.Row($"find, load and commit, {share:P1} due", jobs[share], "ms");
        }

        Figures.Row("load every lead", scans, "ms");
        var (load, job, scan) = (Figures.Median(loads[0.01]), Figures.Median(jobs[0.01]), Figures.Median(scans));
        Figures.Last(new Dictionary<string, double>
        {
            ["ratio"] = load / scan,
            ["ratioWithCommits"] = job / (scan + job - load),
            ["dueMs"] = load,
            ["dueWithCommitsMs"] = job,
            ["scanMs"] = scan,
            ["halfToOne"] = Figures.Median(loads[0.005]) / load,
            ["twiceToOne"] = Figures.Median(loads[0.02]) / load,
        });
    }

    private static int Number(string[] args, string name, int otherwise) => Option(args, name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;

    private static string? Option(string[] args, string name) => Array.IndexOf(args, name) is var at and >= 0 ? args[at + 1] : null;
}
