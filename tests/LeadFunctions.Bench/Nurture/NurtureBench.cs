using System.Diagnostics;
using System.Globalization;
using LeadFunctions.Bench.Queue;
using LeadFunctions.Sqlite;
using LeadFunctions.UseCases.Ports;
using Microsoft.Extensions.Logging.Abstractions;

namespace LeadFunctions.Bench.Nurture;

/// <summary>
/// <c>nurture [--leads N] [--due N] [--sends N] [--folder DIR]</c>: finding and loading the runs that are due among many (goal: the time follows the due ones, however
/// many there are), and mails claimed, written as files and recorded, all durable (goal: 1,000 a second).
/// </summary>
public static class NurtureBench
{
    private const int Rounds = 3;

    public static async Task<int> RunAsync(string[] args)
    {
        var (leads, due, sends) = (Number(args, "--leads", 100_000), Number(args, "--due", 1_000), Number(args, "--sends", 5_000));
        using var folder = new BenchFolder(Option(args, "--folder"));
        var (few, more, all) = await SweepAsync(folder["sweep.db"], leads, due);
        var rates = await MailsOut.MeasureAsync(folder["host"], sends, Rounds);

        Figures.Row($"find and load {due:N0} due of {leads:N0} runs", few, "ms");
        Figures.Row($"find and load {10 * due:N0} due", more, "ms");
        Figures.Row("load all", all, "ms");
        Figures.Row("mails claimed, written and recorded", rates, "/s");
        Figures.Last(new Dictionary<string, double>
        {
            ["dueMs"] = Figures.Median(few),
            ["tenfoldToOne"] = Figures.Median(more) / Figures.Median(few),
            ["dueToAll"] = Figures.Median(few) / Figures.Median(all),
            ["sendsPerSecond"] = Figures.Median(rates),
        });
        return 0;
    }

    private static async Task<(List<double> Few, List<double> More, List<double> All)> SweepAsync(string path, int leads, int due)
    {
        await using var engine = SqliteEngine.Open(new SqliteOptions { Path = path }, TimeProvider.System, NullLoggerFactory.Instance);
        var start = new DateTimeOffset(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
        await Runs.StoreAsync(engine.Store, leads, index => start.AddHours(index < due ? 0 : index < 10 * due ? 1 : 2 + (index % 1000)), start);
        var (few, more, all) = (new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round <= Rounds; round++)
        {
            var (one, ten, every) = (await LoadAsync(engine.Store, start, due), await LoadAsync(engine.Store, start.AddHours(1), 10 * due), await LoadAsync(engine.Store, start.AddYears(1), leads));
            if (round > 0)
            {
                few.Add(one);
                more.Add(ten);
                all.Add(every);
            }
        }

        return (few, more, all);
    }

    private static async Task<double> LoadAsync(ILeadStore store, DateTimeOffset now, int expected)
    {
        var (started, found) = (Stopwatch.GetTimestamp(), 0);
        foreach (var id in await store.DueAsync(now, int.MaxValue, default))
        {
            found += (await store.FindLeadAsync(id, default))!.Enrolments!.Any(run => run.IsActive && run.NextAt <= now) ? 1 : 0;
        }

        return found == expected ? Stopwatch.GetElapsedTime(started).TotalMilliseconds : throw new InvalidOperationException($"{found} were due, not {expected}.");
    }

    private static int Number(string[] args, string name, int otherwise) => Option(args, name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;

    private static string? Option(string[] args, string name) => Array.IndexOf(args, name) is var at and >= 0 ? args[at + 1] : null;
}
