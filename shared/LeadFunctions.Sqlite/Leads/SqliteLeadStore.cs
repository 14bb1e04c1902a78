using System.Globalization;
using LeadFunctions.Domain.Leads;
using LeadFunctions.UseCases;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Sqlite.Leads;

/// <summary>
/// Leads, timelines and registers in the one file. Reads run where they are called, on read-only connections; a point read takes microseconds,
/// so it answers without leaving the thread. Commits go through the writer.
/// </summary>
internal sealed class SqliteLeadStore(Readers readers, LeadList list, Cursors cursors, (Func<Commit, Task<CommitResult>> Commit, Func<Task> Fresh) writes) : ILeadStore
{
    private const int MostPerPage = 200;

    public Task<Lead?> FindLeadAsync(string leadId, CancellationToken ct) =>
        Read(leadId, static (reader, id) => LeadReads.Document(reader["SELECT doc, crc FROM leads WHERE id = ?1"].Bind(1, id), id, WireJson.LeadDocument), ct);

    public Task<Visitor?> FindVisitorAsync(string visitorId, CancellationToken ct) =>
        Read(visitorId, static (reader, id) => LeadReads.Document(reader["SELECT doc, crc FROM visitors WHERE id = ?1"].Bind(1, id), id, WireJson.Default.Visitor), ct);

    public Task<IReadOnlySet<string>> KnownActivitiesAsync(string leadId, IReadOnlyCollection<string> ids, CancellationToken ct) =>
        Read((leadId, ids), static (reader, sought) => (IReadOnlySet<string>)LeadReads.Known(reader, sought.leadId, sought.ids), ct);

    public Task<Page<Activity>> ActivitiesAsync(string leadId, string? cursor, int limit, CancellationToken ct)
    {
        try
        {
            var scope = "activities:" + leadId;
            var after = cursor is null ? (long.MaxValue, "") : TimelinePlace(cursors.Read(scope, cursor));
            var most = Math.Clamp(limit, 1, MostPerPage);
            var found = readers.Read((leadId, after, most), static (reader, sought) => LeadReads.Timeline(reader, sought.leadId, sought.after, sought.most + 1));
            var next = found.Count > most ? found[most - 1] : null;
            return Task.FromResult(new Page<Activity>(
                found.Count > most ? found[..most] : found,
                next is null ? null : cursors.Write(scope, next.At.UtcTicks.ToString(CultureInfo.InvariantCulture), next.Id)));
        }
        catch (Exception cause)
        {
            return Task.FromException<Page<Activity>>(cause);
        }
    }

    public Task<IReadOnlyList<LedgerEvent>> LedgerAsync(string leadId, CancellationToken ct) => Read(leadId, static (reader, id) => LeadReads.Ledger(reader, id), ct);

    public async Task<Page<LeadRow>> ListAsync(LeadQuery query, CancellationToken ct)
    {
        await writes.Fresh();
        return await list.ListAsync(query with { Limit = Math.Clamp(query.Limit, 1, MostPerPage) }, ct);
    }

    public async Task<IReadOnlyList<string>> DueAsync(DateTimeOffset now, int limit, CancellationToken ct)
    {
        await writes.Fresh();
        return await Read((now, limit), static (reader, sought) => (IReadOnlyList<string>)LeadReads.Due(reader, sought.now, sought.limit), ct);
    }

    public Task<RegisterEntry?> FindRegisterAsync(string register, string key, CancellationToken ct) =>
        Read((register, key), static (reader, sought) => LeadReads.Entry(reader, sought.register, sought.key), ct);

    public Task<IReadOnlyList<KeyValuePair<string, RegisterEntry>>> ListRegisterAsync(string register, string? afterKey, int limit, CancellationToken ct) =>
        Read((register, afterKey, limit), static (reader, sought) => (IReadOnlyList<KeyValuePair<string, RegisterEntry>>)LeadReads.Entries(reader, sought.register, sought.afterKey, sought.limit), ct);

    public Task<CommitResult> CommitAsync(Commit wanted, CancellationToken ct) => ct.IsCancellationRequested ? Task.FromCanceled<CommitResult>(ct) : writes.Commit(wanted);

    private Task<T> Read<TArgument, T>(TArgument argument, Func<Reader, TArgument, T> read, CancellationToken ct)
    {
        if (ct.IsCancellationRequested)
        {
            return Task.FromCanceled<T>(ct);
        }

        try
        {
            return Task.FromResult(readers.Read(argument, read));
        }
        catch (Exception cause)
        {
            return Task.FromException<T>(cause);
        }
    }

    private static (long At, string Id) TimelinePlace((string Value, string Tie) cursor) => (long.Parse(cursor.Value, CultureInfo.InvariantCulture), cursor.Tie);
}
