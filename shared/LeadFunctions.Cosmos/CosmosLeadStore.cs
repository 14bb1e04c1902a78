using System.Globalization;
using LeadFunctions.Cosmos.Cells;
using LeadFunctions.Cosmos.Documents;
using LeadFunctions.Cosmos.Erasing;
using LeadFunctions.Cosmos.Lists;
using LeadFunctions.Cosmos.Registers;
using LeadFunctions.Domain.Leads;
using LeadFunctions.UseCases.Ports;
using Microsoft.Azure.Cosmos;

namespace LeadFunctions.Cosmos;

/// <summary>
/// Leads and visitors in two Cosmos containers, registers in a table, messages on a bus. A commit is all of it or nothing (decision 007); one that changes a known
/// lead alone costs a point read and a replace.
/// </summary>
public sealed class CosmosLeadStore : ILeadStore
{
    private const int MostPerPage = 200;
    private const int RegisterPage = 500;

    private readonly CosmosOptions _options;
    private readonly RowCells _rows;
    private readonly Workshop _shop;
    private readonly Committer _committer;
    private readonly Sweep _sweep;
    private readonly Timelines _timelines;
    private readonly LeadLists _lists;
    private readonly Eraser _eraser;
    private readonly Cursors _cursors;

    /// <param name="leads">As <see cref="CosmosContainers.Leads"/> says.</param>
    /// <param name="visitors">As <see cref="CosmosContainers.Visitors"/> says.</param>
    public CosmosLeadStore(Container leads, Container visitors, IRegisterTable registers, CosmosOptions options)
    {
        (_options, _rows, _cursors) = (options, new RowCells(registers), new Cursors(options.CursorKey));
        var (documents, browsers) = (new DocumentStore(leads, options), new DocumentStore(visitors, options));
        var pages = new LeadPages(documents);
        var cells = new AllCells(CosmosContainers.LeadCells(documents), CosmosContainers.VisitorCells(browsers), _rows);
        var (marks, resolver) = (new Marks(_rows), new Resolver(cells, options));
        var finisher = new Finisher(cells, resolver, marks, options);
        _shop = new Workshop(cells, resolver, marks, options) { Pages = pages, Cache = new LeadCache(options.Clock) };
        _committer = new Committer(_shop, finisher);
        _sweep = new Sweep(cells, marks, finisher, options);
        _timelines = new Timelines(pages);
        _lists = new LeadLists(documents, _cursors, options);
        _eraser = new Eraser(_shop, new ErasedLeads(_shop, finisher, documents), (new ErasedRegisters(_rows, resolver), new ErasedMentions(_shop, (documents, browsers))), browsers);
    }

    public async Task<Lead?> FindLeadAsync(string leadId, CancellationToken ct) => Values.Lead((await LeadCellAsync(leadId, ct).ConfigureAwait(false)).Cell);

    public async Task<Visitor?> FindVisitorAsync(string visitorId, CancellationToken ct) =>
        Values.Visitor((await _shop.Resolver.ReadAsync(Address.OfVisitor(visitorId), ct).ConfigureAwait(false)).Cell);

    /// <summary>Of a lead that was read a moment ago it answers from that reading: who commits on the lead is guarded by its version.</summary>
    public async Task<IReadOnlySet<string>> KnownActivitiesAsync(string leadId, IReadOnlyCollection<string> ids, CancellationToken ct)
    {
        var held = _shop.Cache.Find(Address.OfLead(leadId)) ?? await LeadCellAsync(leadId, ct).ConfigureAwait(false);
        var timeline = held.Cell.Timeline ?? Timeline.Empty;
        var known = timeline.Unfiled.Select(activity => activity.Id).Intersect(ids).ToHashSet(StringComparer.Ordinal);
        known.UnionWith(await _shop.Pages.KnownAsync(leadId, timeline, [.. ids.Where(id => !known.Contains(id))], ct).ConfigureAwait(false));
        return known;
    }

    public async Task<Page<Activity>> ActivitiesAsync(string leadId, string? cursor, int limit, CancellationToken ct)
    {
        var (scope, most) = ("activities:" + leadId, Math.Clamp(limit, 1, MostPerPage));
        var after = cursor is null ? (long.MaxValue, "") : Place(_cursors.Read(scope, cursor));
        var timeline = (await LeadCellAsync(leadId, ct).ConfigureAwait(false)).Cell.Timeline ?? Timeline.Empty;
        var found = await _timelines.BeforeAsync(leadId, timeline, after, most, ct).ConfigureAwait(false);
        return found.Count > most
            ? new Page<Activity>(found[..most], _cursors.Write(scope, found[most - 1].At.UtcTicks.ToString(CultureInfo.InvariantCulture), found[most - 1].Id))
            : new Page<Activity>(found, null);
    }

    public async Task<IReadOnlyList<LedgerEvent>> LedgerAsync(string leadId, CancellationToken ct) =>
        await _timelines.LedgerAsync(leadId, (await LeadCellAsync(leadId, ct).ConfigureAwait(false)).Cell.Timeline ?? Timeline.Empty, ct).ConfigureAwait(false);

    public Task<Page<LeadRow>> ListAsync(LeadQuery query, CancellationToken ct) => _lists.ListAsync(query, ct);

    public Task<IReadOnlyList<string>> DueAsync(DateTimeOffset now, int limit, CancellationToken ct) => _lists.DueAsync(now, limit, ct);

    public async Task<RegisterEntry?> FindRegisterAsync(string register, string key, CancellationToken ct) =>
        Entry((await _shop.Resolver.ReadAsync(new Address(register, key), ct).ConfigureAwait(false)).Cell);

    public async Task<IReadOnlyList<KeyValuePair<string, RegisterEntry>>> ListRegisterAsync(string register, string? afterKey, int limit, CancellationToken ct)
    {
        var found = new List<KeyValuePair<string, RegisterEntry>>();
        for (var after = afterKey; found.Count < limit;)
        {
            var pageSize = Math.Min(limit - found.Count, RegisterPage);
            var page = await _rows.ListAsync(register, after, pageSize, ct).ConfigureAwait(false);
            foreach (var held in page)
            {
                var cell = (await _shop.Resolver.ReadAsync(held, ct).ConfigureAwait(false)).Cell;
                found.AddRange(Entry(cell) is { } entry ? [new(held.At.Key, entry)] : Array.Empty<KeyValuePair<string, RegisterEntry>>());
            }

            if (page.Count < pageSize)
            {
                break;
            }

            after = page[^1].At.Key;
        }

        return found;
    }

    public async Task<CommitResult> CommitAsync(Commit commit, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        var id = CommitId.New(_options.Clock.GetUtcNow(), _options.Draw());
        if (Plan.Of(commit, id, () => Math.Max(1, _options.Draw())) is { } plan)
        {
            return await _committer.RunAsync(plan, CancellationToken.None).ConfigureAwait(false);
        }

        if (commit.Messages.Count > 0)
        {
            // Nothing to be all or nothing with: whoever is told that it failed sends again.
            await _options.Send(Plan.Sent(commit.Messages, id), ct).ConfigureAwait(false);
        }

        return CommitResult.Committed;
    }

    /// <summary>The timer behind a commit: ends what a process began and did not live to end. Call it every minute; any number at a time.</summary>
    /// <returns>How many commits were ended.</returns>
    public Task<int> SweepAsync(CancellationToken ct) => _sweep.RunAsync(ct);

    /// <summary>Erases leads from everywhere a deployment keeps something. May be interrupted anywhere and called again.</summary>
    public Task<Erased> EraseAsync(Erasure erasure, bool dryRun, CancellationToken ct) => _eraser.EraseAsync(erasure, dryRun, ct);

    private async Task<Held> LeadCellAsync(string leadId, CancellationToken ct)
    {
        var stored = await _shop.Cells.ReadAsync(Address.OfLead(leadId), ct).ConfigureAwait(false);
        _shop.Cache.Put(stored);
        var held = await _shop.Resolver.ReadAsync(stored, ct).ConfigureAwait(false);
        return held.Cell.Erasing is null ? held : held with { Cell = Cell.Absent };
    }

    private static RegisterEntry? Entry(Cell cell) => cell.Value is null ? null : new RegisterEntry(cell.Value, cell.Version);

    private static (long At, string Id) Place((string Value, string Tie) cursor) => (long.Parse(cursor.Value, CultureInfo.InvariantCulture), cursor.Tie);
}
