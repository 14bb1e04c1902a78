using System.Diagnostics;
using System.Globalization;
using LeadFunctions.Bench.Queue;
using LeadFunctions.Sqlite;
using LeadFunctions.UseCases.Ports;
using Microsoft.Extensions.Logging.Abstractions;

namespace LeadFunctions.Bench.Decay;

/// <summary>
/// The nightly timer on a million leads: finding by the due index those that are due, loading them and committing their next due instant,
/// against a job that loads every lead to see whether it is due. Also whether twice as many due take twice as long.
/// </summary>
public static class DecayBench
{
    private static readonly double[] Shares = [0.005, 0.01, 0.02];

    /// <param name="args"><c>--leads N</c> (1,000,000), <c>--rounds N</c> (3), <c>--folder DIR</c>.</param>
    public static async Task<int> RunAsync(string[] args)
    {
        var (count, rounds) = (Number(args, "--leads", 1_000_000), Number(args, "--rounds", 3));
        using var folder = new BenchFolder(Option(args, "--folder"));
        await using var engine = SqliteEngine.Open(new SqliteOptions { Path = folder["leads.db"] }, TimeProvider.System, NullLoggerFactory.Instance);
        var leads = new ManyLeads(count);
        await leads.StoreAsync(engine.Store);

        var times = Shares.ToDictionary(share => share, _ => new List<double>());
        var scans = new List<double>();
        var now = ManyLeads.FirstDue;
        await TouchDueAsync(engine.Store, now += TimeSpan.FromSeconds(1000));
        for (var round = 0; round < rounds; round++)
        {
            foreach (var share in Shares)
            {
                var due = (int)(count * share);
                now += TimeSpan.FromSeconds(due);
                times[share].Add(await TouchDueAsync(engine.Store, now, due));
            }

            scans.Add(await ScanAsync(engine.Store, leads, now));
        }

        Print(times, scans);
        return 0;
    }

    /// <returns>Milliseconds.</returns>
    private static async Task<double> TouchDueAsync(ILeadStore store, DateTimeOffset now, int? expected = null)
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

        return touched == (expected ?? touched)
            ? Stopwatch.GetElapsedTime(started).TotalMilliseconds
            : throw new InvalidOperationException($"{touched} were due, not {expected}.");
    }

    /// <returns>Milliseconds.</returns>
    private static async Task<double> ScanAsync(ILeadStore store, ManyLeads leads, DateTimeOffset now)
    {
        var started = Stopwatch.GetTimestamp();
        var due = 0;
        for (var index = 0; index < leads.Count; index++)
        {
            var lead = await store.FindLeadAsync(ManyLeads.IdOf(index), default);
            due += lead!.DueAt <= now ? 1 : 0;
        }

        return due == 0 ? Stopwatch.GetElapsedTime(started).TotalMilliseconds : throw new InvalidOperationException($"{due} were still due.");
    }

    private static void Print(Dictionary<double, List<double>> times, List<double> scans)
    {
        foreach (var (share, milliseconds) in times)
        {
            Figures.Row($"due query, load and commit, {share:P1} due", milliseconds, "ms");
        }

        Figures.Row("load every lead", scans, "ms");
        Figures.Last(new Dictionary<string, double>
        {
            ["ratio"] = Figures.Median(times[0.01]) / Figures.Median(scans),
            ["dueMs"] = Figures.Median(times[0.01]),
            ["scanMs"] = Figures.Median(scans),
            ["halfToOne"] = Figures.Median(times[0.005]) / Figures.Median(times[0.01]),
            ["twiceToOne"] = Figures.Median(times[0.02]) / Figures.Median(times[0.01]),
        });
    }

    private static int Number(string[] args, string name, int otherwise) => Option(args, name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;

    private static string? Option(string[] args, string name) => Array.IndexOf(args, name) is var at and >= 0 ? args[at + 1] : null;
}
