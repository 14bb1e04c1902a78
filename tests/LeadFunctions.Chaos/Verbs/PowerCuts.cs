using System.Diagnostics;
using LeadFunctions.Chaos.Checking;
using LeadFunctions.Chaos.Hosts;
using LeadFunctions.Chaos.Power;
using LeadFunctions.Chaos.Traffic;

namespace LeadFunctions.Chaos.Verbs;

/// <summary>
/// The power goes while traffic runs: what was not synced is gone, or torn (reliability.md, harness K3). A kill alone cannot show this, the page
/// cache survives it. As a control the same with <c>synchronous=NORMAL</c>, which must lose what it promised, or the rig proves nothing.
/// </summary>
public sealed class PowerCuts(int cuts, int seed)
{
    private const int Clients = 8;

    /// <summary>Whether one cut of the control loses something is chance: what it promised since the last checkpoint. So it is cut until it has.</summary>
    private const int MostControlCuts = 20;
    private static readonly TimeSpan ControlServes = TimeSpan.FromSeconds(1);
    private readonly Random _random = new(seed);
    private int _unsyncedSectors;

    /// <returns>0 when nothing was lost, doubled or stuck, and the control lost something.</returns>
    public async Task<int> RunAsync()
    {
        using var shim = Shim.Build();
        if (shim is null)
        {
            Console.WriteLine("skipped: no gcc to build the power-loss shim with");
            Console.WriteLine("{\"skipped\":\"no gcc\"}");
            return 0;
        }

        Console.WriteLine($"power cuts under traffic, {cuts} times, seed {seed}");
        var watch = Stopwatch.StartNew();
        var (control, controlCuts) = await ControlAsync(shim);
        _unsyncedSectors = 0;
        var run = new RunFolder("power");
        using var ledger = new Ledger(run.Ledger);
        var verdict = await RunAsync(shim, run, ledger, cuts, []);
        Console.WriteLine($"  control (NORMAL): {control} accepted requests lost in {controlCuts} cuts; with FULL {_unsyncedSectors} sectors were not synced yet when the power went");
        string[] failures =
        [
            .. control > 0 ? [] : (string[])["synchronous=NORMAL lost nothing: the rig cannot see a loss"],
            .. _unsyncedSectors > 0 ? [] : (string[])["everything was synced at every cut: no cut tore anything"],
        ];
        return Report.Of(run, verdict, failures, new() { ["cuts"] = cuts, ["controlLost"] = control, ["seconds"] = (int)watch.Elapsed.TotalSeconds });
    }

    private async Task<Verdict> RunAsync(Shim shim, RunFolder run, Ledger ledger, int times, Dictionary<string, string> settings)
    {
        var crowd = new Crowd(_random.Next());
        var data = run.NextData();
        for (var cut = 1; cut <= times; cut++)
        {
            var time = settings.Count > 0 ? ControlServes : TimeSpan.FromMilliseconds(_random.Next(50, 1200));
            await ServeAndKillAsync(data, time, crowd, ledger, new(shim.Environment(data).Concat(settings)));
            var before = data;
            data = run.NextData();
            _unsyncedSectors += PowerCut.Apply(before, data, (Tear)(cut % 3), _random);
            Directory.Delete(before.Path, recursive: true);
            Progress.Show("power", cut, times);
        }

        using var host = await HostProcess.StartAsync(data);
        using var sender = new Sender(host.Address, ledger);
        await crowd.RetryAsync(sender);
        return Verdict.On(await Gather.FromAsync(host, ledger));
    }

    private async Task ServeAndKillAsync(DataFolder data, TimeSpan time, Crowd crowd, Ledger ledger, Dictionary<string, string> environment)
    {
        using var host = await HostProcess.StartAsync(data, environment);
        using var sender = new Sender(host.Address, ledger);
        using var over = new CancellationTokenSource();
        Task[] traffic = [crowd.RetryAsync(sender), .. Enumerable.Range(0, Clients).Select(_ => crowd.ClientAsync(sender, over.Token))];
        await Task.Delay(time);
        await host.KillAsync();
        await over.CancelAsync();
        await Task.WhenAll(traffic);
    }

    /// <returns>Accepted requests that were lost, and in how many cuts. A store that does not open any more has lost all its forms.</returns>
    private async Task<(int Lost, int Cuts)> ControlAsync(Shim shim)
    {
        var settings = new Dictionary<string, string> { ["LEADFUNCTIONS_Engine__Synchronous"] = "NORMAL" };
        var (lost, done) = (0, 0);
        for (; lost == 0 && done < MostControlCuts; done++)
        {
            var run = new RunFolder("power-control");
            using var ledger = new Ledger(run.Ledger);
            try
            {
                lost += (await RunAsync(shim, run, ledger, 1, settings)).Count(Harm.Lost);
            }
            catch (RigException)
            {
                lost += Verdict.AckedForms(ledger.Entries);
            }

            run.Remove();
        }

        return (lost, done);
    }
}
