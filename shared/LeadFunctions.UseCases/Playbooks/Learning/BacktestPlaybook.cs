using System.Text.Json;
using LeadFunctions.Domain.Backtesting;
using LeadFunctions.Domain.Playbooks;
using LeadFunctions.UseCases.Playbooks.Publishing;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.UseCases.Playbooks.Learning;

/// <summary>A draft over everything that was recorded, beside the version in force. What it says against publishing is remembered for whoever publishes.</summary>
public sealed class BacktestPlaybook(ILeadStore leads, PlaybookShelf shelf, TimeProvider clock)
{
    /// <summary>Looked at unless told.</summary>
    private static readonly TimeSpan Window = TimeSpan.FromDays(90);

    /// <param name="draft">As it was read; it may have findings.</param>
    /// <param name="from">MQLs from then on are counted; null is 90 days.</param>
    /// <param name="to">What came later is not seen; null is now.</param>
    /// <param name="progress">After each lead; called by many at once.</param>
    public async Task<BacktestResult> RunAsync(Playbook draft, DateTimeOffset? from, DateTimeOffset? to, Action<ReadSoFar>? progress, CancellationToken ct)
    {
        var until = to ?? clock.GetUtcNow();
        var backtest = new Backtest(shelf.Current, PlaybookVersions.Rulebook(draft), from ?? until - Window, until) { Accounts = await AccountsAsync(ct) };
        await new Histories(leads).ForEachAsync(() => backtest.NewTally().Add, progress, ct);
        var result = backtest.Result();
        await RememberAsync(result, ct);
        return result;
    }

    private async Task<Dictionary<string, string>> AccountsAsync(CancellationToken ct) =>
        (await leads.ListRegisterAsync(RegisterNames.Accounts, null, int.MaxValue, ct))
            .Select(entry => (Domain: entry.Key, Owner: JsonSerializer.Deserialize(entry.Value.Value, WireJson.Default.String)))
            .Where(entry => entry.Owner is not null)
            .ToDictionary(entry => entry.Domain, entry => entry.Owner!, StringComparer.Ordinal);

    private async Task RememberAsync(BacktestResult result, CancellationToken ct)
    {
        var known = await leads.FindRegisterAsync(RegisterNames.Backtests, result.Draft, ct);
        var found = new Backtested(result.Draft, result.Current, clock.GetUtcNow(), result.Refused, result.Flips.Up, result.Flips.Down);
        // Two backtests of one draft at once find the same; whichever is kept will do.
        await leads.CommitAsync(
            new Commit { Registers = [new RegisterWrite(RegisterNames.Backtests, result.Draft, JsonSerializer.Serialize(found, WireJson.Default.Backtested), known?.Version ?? 0)] }, ct);
    }
}
