using System.Text.Json;
using LeadFunctions.Domain.Backtesting;
using LeadFunctions.UseCases.Playbooks.Publishing;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.UseCases.Playbooks.Learning;

/// <summary>A draft over everything that was recorded, beside the version in force. What it says against publishing is remembered for whoever publishes.</summary>
public sealed class BacktestPlaybook(ILeadStore leads, PlaybookShelf shelf, TimeProvider clock)
{
    /// <summary>Looked at unless told.</summary>
    private static readonly TimeSpan Window = TimeSpan.FromDays(90);

    /// <param name="from">MQLs from then on are counted; null is 90 days.</param>
    /// <param name="to">What came later is not seen; null is now.</param>
    /// <param name="progress">How many leads were read so far.</param>
    public async Task<(CheckReport Report, BacktestResult? Result)> RunAsync(string text, DateTimeOffset? from, DateTimeOffset? to, Action<int>? progress, CancellationToken ct)
    {
        var report = CheckPlaybook.Text(text, "draft.yaml");
        if (report.Playbook is not { } playbook)
        {
            return (report, null);
        }

        var until = to ?? clock.GetUtcNow();
        var backtest = new Backtest(shelf.Current, PlaybookVersions.Rulebook(playbook), from ?? until - Window, until);
        await new Histories(leads).ForEachAsync(() => backtest.NewTally().Add, progress, ct);
        var result = backtest.Result();
        await RememberAsync(result, ct);
        return (report, result);
    }

    private async Task RememberAsync(BacktestResult result, CancellationToken ct)
    {
        var known = await leads.FindRegisterAsync(RegisterNames.Backtests, result.Draft, ct);
        var found = new Backtested(result.Draft, result.Current, clock.GetUtcNow(), result.Refused, result.Flips.Up, result.Flips.Down);
        // Two backtests of one draft at once find the same; whichever is kept will do.
        await leads.CommitAsync(
            new Commit { Registers = [new RegisterWrite(RegisterNames.Backtests, result.Draft, JsonSerializer.Serialize(found, WireJson.Default.Backtested), known?.Version ?? 0)] }, ct);
    }
}
