using System.Diagnostics;
using LeadFunctions.Chaos.Checking;
using LeadFunctions.Chaos.Hosts;
using LeadFunctions.Chaos.Traffic;

namespace LeadFunctions.Chaos.Verbs;

/// <summary>
/// SIGKILL under traffic, again and again on the same data: after a random while of serving, or (one time in ten) in the middle of starting.
/// One time in ten the host is asked to stop instead. At the end everything has to add up (reliability.md, harness K1).
/// </summary>
public sealed class KillLoop(int cycles, int clients, int seed)
{
    private readonly Random _random = new(seed);
    private readonly Crowd _crowd = new(seed);
    private readonly List<string> _failures = [];

    /// <returns>0 when nothing was lost, doubled or stuck and the checks noticed every forgery.</returns>
    public async Task<int> RunAsync()
    {
        Console.WriteLine($"kill -9 under traffic, {cycles} times, seed {seed}");
        var watch = Stopwatch.StartNew();
        var run = new RunFolder("kill");
        var data = run.NextData();
        using var ledger = new Ledger(run.Ledger);
        for (var cycle = 1; cycle <= cycles; cycle++)
        {
            await (_random.Next(10) switch
            {
                0 => KillWhileStartingAsync(data),
                1 => EndWhileServingAsync(data, ledger, StopAsync),
                _ => EndWhileServingAsync(data, ledger, host => host.KillAsync()),
            });
            Progress.Show("kill", cycle, cycles);
        }

        var verdict = await FinishAsync(data, ledger);
        return Report.Of(run, verdict, _failures, new() { ["cycles"] = cycles, ["seconds"] = (int)watch.Elapsed.TotalSeconds });
    }

    private async Task KillWhileStartingAsync(DataFolder data)
    {
        using var host = HostProcess.Launch(data);
        await Task.Delay(_random.Next(50, 800));
        await host.KillAsync();
    }

    private async Task EndWhileServingAsync(DataFolder data, Ledger ledger, Func<HostProcess, Task> end)
    {
        using var host = await HostProcess.StartAsync(data);
        using var sender = new Sender(host.Address, ledger);
        using var over = new CancellationTokenSource();
        Task[] traffic = [_crowd.RetryAsync(sender), .. Enumerable.Range(0, clients).Select(_ => _crowd.ClientAsync(sender, over.Token))];
        await Task.Delay(_random.Next(50, 1500));
        await end(host);
        await over.CancelAsync();
        await Task.WhenAll(traffic);
    }

    private async Task<Verdict> FinishAsync(DataFolder data, Ledger ledger)
    {
        using var host = await HostProcess.StartAsync(data);
        using var sender = new Sender(host.Address, ledger);
        await _crowd.RetryAsync(sender);
        var verdict = Verdict.On(await Gather.FromAsync(host, ledger));
        await StopAsync(host);
        return verdict;
    }

    private async Task StopAsync(HostProcess host)
    {
        if (await host.StopAsync() is var code && code != 0)
        {
            _failures.Add($"a host that was asked to stop ended with code {code}");
        }
    }
}
