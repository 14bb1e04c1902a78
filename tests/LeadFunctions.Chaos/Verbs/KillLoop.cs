using System.Diagnostics;
using LeadFunctions.Chaos.Checking;
using LeadFunctions.Chaos.Hosts;
using LeadFunctions.Chaos.Traffic;

namespace LeadFunctions.Chaos.Verbs;

/// <summary>
/// SIGKILL under traffic, again and again on the same data: after a random while of serving, or (one time in ten) in the middle of starting.
/// At the end everything has to add up (reliability.md, harness K1).
/// </summary>
public sealed class KillLoop(int cycles, int seed)
{
    private const int Clients = 8;
    private readonly Random _random = new(seed);
    private readonly Crowd _crowd = new(seed);

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
            await (_random.Next(10) == 0 ? KillWhileStartingAsync(data) : KillWhileServingAsync(data, ledger));
            Progress.Show("kill", cycle, cycles);
        }

        var (verdict, exitCode) = await FinishAsync(data, ledger);
        return Report.Of(run, verdict, [.. exitCode == 0 ? [] : (IEnumerable<string>)[$"a host that was asked to stop ended with code {exitCode}"]],
            new() { ["cycles"] = cycles, ["seconds"] = (int)watch.Elapsed.TotalSeconds });
    }

    private async Task KillWhileStartingAsync(DataFolder data)
    {
        using var host = HostProcess.Launch(data);
        await Task.Delay(_random.Next(50, 800));
        await host.KillAsync();
    }

    private async Task KillWhileServingAsync(DataFolder data, Ledger ledger)
    {
        using var host = await HostProcess.StartAsync(data);
        using var sender = new Sender(host.Address, ledger);
        using var over = new CancellationTokenSource();
        Task[] traffic = [_crowd.RetryAsync(sender), .. Enumerable.Range(0, Clients).Select(_ => _crowd.ClientAsync(sender, over.Token))];
        await Task.Delay(_random.Next(50, 1500));
        await host.KillAsync();
        await over.CancelAsync();
        await Task.WhenAll(traffic);
    }

    private async Task<(Verdict Verdict, int ExitCode)> FinishAsync(DataFolder data, Ledger ledger)
    {
        using var host = await HostProcess.StartAsync(data);
        using var sender = new Sender(host.Address, ledger);
        await _crowd.RetryAsync(sender);
        var verdict = Verdict.On(await Gather.FromAsync(host, ledger));
        return (verdict, await host.StopAsync());
    }
}
