using System.Text.Json;
using LeadFunctions.Domain.Playbooks;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.UseCases.Playbooks.Publishing;

/// <summary>
/// A text comes into force: proved, backtested, and as a new version that nobody can change. No lead is touched: each is scored anew at its next touch or due
/// time, and what crosses a line only because of that is marked. Steps see the new version at once, other processes when they refresh their shelf.
/// </summary>
/// <param name="fits">Why this process could not live by a playbook (a channel that it has not set up); null when it can.</param>
public sealed class PublishPlaybook(ILeadStore leads, PlaybookShelf shelf, TimeProvider clock, Func<Playbook, string?> fits)
{
    private const string HeadKey = "playbook-head";

    // What of a playbook says who becomes an MQL, and when.
    private static readonly string[] Deciding = ["scoring", "thresholds", "gates", "signals", "pages", "domains"];

    private readonly PlaybookVersions _versions = new(leads);

    public async Task<PublishResult> RunAsync(PublishRequest request, CancellationToken ct)
    {
        var report = CheckPlaybook.Text(request.Text, request.File);
        if (report.Playbook is not { } playbook)
        {
            return new PublishResult.Unreadable(report);
        }

        if (!report.IsPublishable && !request.Rollback)
        {
            return new PublishResult.Refused(report);
        }

        if (fits(playbook) is { } why)
        {
            return new PublishResult.NotHere(why);
        }

        await _versions.RefreshAsync(shelf, ct);
        var before = shelf.Versions[^1];
        if (request.IfCurrent is { } seen && seen != before.Rules.Version)
        {
            return new PublishResult.Stale(before.Rules.Version);
        }

        if (request.Shadow)
        {
            return await ShadowAsync(request, report, ct);
        }

        if (playbook.Version == before.Rules.Version)
        {
            return new PublishResult.Unchanged(playbook.Version);
        }

        var tested = await BacktestedAsync(playbook.Version, before.Rules.Version, ct);
        var changes = await _versions.FindAsync(before.Rules.Version, ct) is { } old ? PlaybookDiff.Of(old.Text, request.Text) : [];
        return WhyNot(request, changes, tested) ?? await PublishAsync(request, changes, (report, tested), ct);
    }

    /// <summary>What changes who becomes an MQL is seen in a backtest first; going back needs none.</summary>
    private static PublishResult? WhyNot(PublishRequest request, IReadOnlyList<PlaybookChange> changes, Backtested? tested) =>
        request.Override is not null || request.Rollback || !changes.Any(change => Deciding.Contains(change.Key.Split('.', '[')[0])) ? null
        : tested is null ? new PublishResult.NotBacktested()
        : tested.Refused is { } refused ? new PublishResult.OverCapacity(refused)
        : null;

    private async Task<PublishResult> PublishAsync(
        PublishRequest request, IReadOnlyList<PlaybookChange> changes, (CheckReport Report, Backtested? Tested) known, CancellationToken ct)
    {
        var before = shelf.Versions[^1];
        var head = await leads.FindRegisterAsync(RegisterNames.Deployment, HeadKey, ct);
        var now = DateTimeOffset.FromUnixTimeMilliseconds(clock.GetUtcNow().ToUnixTimeMilliseconds());
        var text = new PublishedText(known.Report.Playbook!.Version, now > before.From ? now : before.From.AddMilliseconds(1), request.Text)
        {
            Author = request.Author,
            Reason = request.Reason,
            Override = request.Override,
            Rollback = request.Rollback ? true : null,
            Changes = changes.Count,
        };
        var commit = new Commit
        {
            Registers =
            [
                PlaybookVersions.Write(text),
                new RegisterWrite(RegisterNames.Deployment, HeadKey, JsonSerializer.Serialize(text.Version, WireJson.Default.String), head?.Version ?? 0),
                AuditTrail.Line(new AuditEntry(text.From, request.Author, request.Rollback ? "rollback" : "publish", null, $"{before.Rules.Version} -> {text.Version}: {request.Reason}"), "playbook:" + text.Version),
                .. shelf.Shadow is null ? [] : (IEnumerable<RegisterWrite>)[await _versions.ShadowWriteAsync(null, ct)],
                .. await ForgetAsync(text.Version, ct),
            ],
        };
        if (await leads.CommitAsync(commit, ct) != CommitResult.Committed)
        {
            await _versions.RefreshAsync(shelf, ct);
            return new PublishResult.Stale(shelf.Current.Version);
        }

        await _versions.RefreshAsync(shelf, ct);
        return new PublishResult.Published(text, before.Rules.Version, changes, known.Report, known.Tested);
    }

    /// <summary>Scores beside the one in force and decides nothing; the next version that comes into force ends it.</summary>
    private async Task<PublishResult> ShadowAsync(PublishRequest request, CheckReport report, CancellationToken ct)
    {
        var text = new PublishedText(report.Playbook!.Version, clock.GetUtcNow(), request.Text) { Author = request.Author, Reason = request.Reason };
        var commit = new Commit
        {
            Registers =
            [
                await _versions.ShadowWriteAsync(text, ct),
                AuditTrail.Line(new AuditEntry(text.From, request.Author, "shadow", null, $"{text.Version}: {request.Reason}"), "shadow:" + text.Version),
            ],
        };
        if (await leads.CommitAsync(commit, ct) != CommitResult.Committed)
        {
            return new PublishResult.Stale(shelf.Current.Version);
        }

        await _versions.RefreshAsync(shelf, ct);
        return new PublishResult.Shadowed(text, report);
    }

    private async Task<Backtested?> BacktestedAsync(string draft, string against, CancellationToken ct) =>
        await leads.FindRegisterAsync(RegisterNames.Backtests, draft, ct) is { } entry
            && JsonSerializer.Deserialize(entry.Value, WireJson.Default.Backtested) is { } known && known.Against == against ? known : null;

    private async Task<IReadOnlyList<RegisterWrite>> ForgetAsync(string draft, CancellationToken ct) =>
        await leads.FindRegisterAsync(RegisterNames.Backtests, draft, ct) is { } entry ? [new RegisterWrite(RegisterNames.Backtests, draft, null, entry.Version)] : [];
}
