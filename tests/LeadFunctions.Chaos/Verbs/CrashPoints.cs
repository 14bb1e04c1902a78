using System.Diagnostics;
using LeadFunctions.Chaos.Checking;
using LeadFunctions.Chaos.Hosts;
using LeadFunctions.Chaos.Traffic;

namespace LeadFunctions.Chaos.Verbs;

/// <summary>
/// SIGKILL at each fsync: of a first start, then of a small canonical scenario, one after the other, until the scenario gets to its end
/// (reliability.md, harness K2: it finds what random kills miss). strace counts for each thread apart, so the threads are taken apart too:
/// the one that starts, the writer, and all others.
/// </summary>
public sealed class CrashPoints
{
    private const int Most = 300;

    /// <returns>0 when after each kill everything added up.</returns>
    public async Task<int> RunAsync()
    {
        if (Tools.Find("strace") is null)
        {
            Console.WriteLine("skipped: no strace");
            Console.WriteLine("{\"skipped\":\"no strace\"}");
            return 0;
        }

        Console.WriteLine("kill -9 at each fsync");
        var watch = Stopwatch.StartNew();
        var starts = await PointsOfFirstStartAsync();
        Console.WriteLine($"  {starts.Points} fsyncs of the starting thread of a first start");
        if (!starts.Verdict.IsGood)
        {
            return Report.Of(starts.Run, starts.Verdict, [], Figures(starts.Points));
        }

        starts.Run.Remove();
        var (run, points, verdict) = await PointsOfScenarioAsync();
        string[] failures = starts.Points > 0 && points > 0 ? [] : ["no fsync was hit"];
        return Report.Of(run, verdict, failures, Figures(starts.Points + points));

        Dictionary<string, object> Figures(int hit) => new() { ["points"] = hit, ["seconds"] = (int)watch.Elapsed.TotalSeconds };
    }

    /// <summary>A new data folder for each point: the first start dies at it, the second must find its way and work.</summary>
    private static async Task<(RunFolder Run, int Points, Verdict Verdict)> PointsOfFirstStartAsync()
    {
        for (var n = 1; n <= Most; n++)
        {
            var run = new RunFolder("points-start");
            using var ledger = new Ledger(run.Ledger);
            var data = run.NextData();
            var died = await DiesWhileStartingAsync(data, n);
            using var host = await HostProcess.StartAsync(data);
            await new Scenario(ledger).PlayAsync(host);
            var verdict = Verdict.On(await Gather.FromAsync(host, ledger));
            if (!died || !verdict.IsGood)
            {
                return (run, died ? n : n - 1, verdict);
            }

            run.Remove();
            Progress.Count("first start", n);
        }

        throw new RigException($"a start with more than {Most} fsyncs");
    }

    private static async Task<bool> DiesWhileStartingAsync(DataFolder data, int n)
    {
        var log = data.Path + ".strace";
        using var host = HostProcess.Launch(data, under: Strace.Command(n, log));
        if (await host.IsReadyAsync())
        {
            return false;
        }

        return Strace.Fired(log) ? true : throw new RigException($"the start ended, and not by the signal; see {log} and {data.HostLog}");
    }

    /// <summary>One data folder for all points: what one kill left behind is where the next one starts.</summary>
    private static async Task<(RunFolder Run, int Points, Verdict Verdict)> PointsOfScenarioAsync()
    {
        var run = new RunFolder("points");
        var data = run.NextData();
        using var ledger = new Ledger(run.Ledger);
        var scenario = new Scenario(ledger);
        var points = 0;
        foreach (var (name, threads) in ThreadGroups)
        {
            for (var n = 1; n <= Most; n++)
            {
                var (died, verdict) = await PlayUntilAsync(data, ledger, scenario, threads, n);
                if (!verdict.IsGood)
                {
                    Console.WriteLine($"  before point {n} of {name}:");
                    return (run, points, verdict);
                }

                if (!died)
                {
                    Console.WriteLine($"  {n - 1} fsyncs of {name} in the scenario");
                    break;
                }

                points++;
                Progress.Count(name, n);
            }
        }

        using var last = await HostProcess.StartAsync(data);
        return (run, points, Verdict.On(await Gather.FromAsync(last, ledger)));
    }

    private static readonly IReadOnlyList<(string Name, Func<HostProcess, IReadOnlyCollection<int>> Threads)> ThreadGroups =
    [
        ("the writer", Threads.Writer),
        ("other threads", Threads.AllButWriter),
    ];

    /// <summary>Starts on what the former point left, checks that, then plays the scenario up to the nth fsync of these threads.</summary>
    /// <returns>False when the scenario came to its end first, and what was found before it.</returns>
    private static async Task<(bool Died, Verdict Verdict)> PlayUntilAsync(
        DataFolder data, Ledger ledger, Scenario scenario, Func<HostProcess, IReadOnlyCollection<int>> threads, int n)
    {
        using var host = await HostProcess.StartAsync(data);
        await scenario.RetryAsync(host);
        var verdict = Verdict.On(await Gather.FromAsync(host, ledger));
        if (!verdict.IsGood)
        {
            return (false, verdict);
        }

        var log = data.Path + ".strace";
        File.Delete(log);
        using var strace = await Strace.AttachAsync(threads(host), n, log);
        var finished = await scenario.PlayAsync(host);
        var fired = await strace.DetachAsync(lives: finished);
        return fired != finished ? (fired, verdict) : throw new RigException($"point {n}: fault fired: {fired}, scenario finished: {finished}; see {log} and {data.HostLog}");
    }
}
