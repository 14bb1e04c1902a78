using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using LeadFunctions.Domain.Leads;
using LeadFunctions.Sqlite.Raw;
using LeadFunctions.UseCases;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Sqlite.Leads;

/// <summary>
/// Leads, timelines and registers in the one file. Reads run where they are called, on read-only connections; a point read takes microseconds,
/// so it answers without leaving the thread. Commits go through the writer.
/// </summary>
internal sealed class SqliteLeadStore(Readers readers, LeadList list, Cursors cursors, Func<Commit, Task<CommitResult>> commit) : ILeadStore
{
    private const int MostPerPage = 200;

    public Task<Lead?> FindLeadAsync(string leadId, CancellationToken ct) =>
        Read(leadId, static (reader, id) => Document(reader["SELECT doc, crc FROM leads WHERE id = ?1"].Bind(1, id), id, WireJson.Default.Lead), ct);

    public Task<Visitor?> FindVisitorAsync(string visitorId, CancellationToken ct) =>
        Read(visitorId, static (reader, id) => Document(reader["SELECT doc, crc FROM visitors WHERE id = ?1"].Bind(1, id), id, WireJson.Default.Visitor), ct);

    public Task<IReadOnlySet<string>> KnownActivitiesAsync(string leadId, IReadOnlyCollection<string> ids, CancellationToken ct) =>
        Read((leadId, ids), static (reader, sought) => (IReadOnlySet<string>)Known(reader, sought.leadId, sought.ids), ct);

    public Task<Page<Activity>> ActivitiesAsync(string leadId, string? cursor, int limit, CancellationToken ct)
    {
        try
        {
            var scope = "activities:" + leadId;
            var after = cursor is null ? (long.MaxValue, "") : TimelinePlace(cursors.Read(scope, cursor));
            var most = Math.Clamp(limit, 1, MostPerPage);
            var found = readers.Read((leadId, after, most), static (reader, sought) => Timeline(reader, sought.leadId, sought.after, sought.most + 1));
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

    public Task<IReadOnlyList<LedgerEvent>> LedgerAsync(string leadId, CancellationToken ct) => Read(leadId, static (reader, id) => Ledger(reader, id), ct);

    public Task<Page<LeadRow>> ListAsync(LeadQuery query, CancellationToken ct) => list.ListAsync(query with { Limit = Math.Clamp(query.Limit, 1, MostPerPage) }, ct);

    public Task<IReadOnlyList<string>> DueAsync(DateTimeOffset now, int limit, CancellationToken ct) =>
        Read((now, limit), static (reader, sought) => (IReadOnlyList<string>)Due(reader, sought.now, sought.limit), ct);

    public Task<RegisterEntry?> FindRegisterAsync(string register, string key, CancellationToken ct) =>
        Read((register, key), static (reader, sought) => Entry(reader, sought.register, sought.key), ct);

    public Task<IReadOnlyList<KeyValuePair<string, RegisterEntry>>> ListRegisterAsync(string register, string? afterKey, int limit, CancellationToken ct) =>
        Read((register, afterKey, limit), static (reader, sought) => (IReadOnlyList<KeyValuePair<string, RegisterEntry>>)Entries(reader, sought.register, sought.afterKey, sought.limit), ct);

    public Task<CommitResult> CommitAsync(Commit wanted, CancellationToken ct) => ct.IsCancellationRequested ? Task.FromCanceled<CommitResult>(ct) : commit(wanted);

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

    private static T? Document<T>(Statement row, string key, JsonTypeInfo<T> type)
        where T : class
    {
        if (!row.Step())
        {
            return null;
        }

        var document = Intact(key, row.Bytes(0), row.Long(1), type);
        row.Reset();
        return document;
    }

    /// <exception cref="CorruptStoreException">What lies on disk is not what was written.</exception>
    private static T Intact<T>(string key, ReadOnlySpan<byte> document, long crc, JsonTypeInfo<T> type) => Checksum.Of(key, document) == crc
        ? JsonSerializer.Deserialize(document, type)!
        : throw new CorruptStoreException($"A stored {typeof(T).Name} is damaged.");

    private static HashSet<string> Known(Reader reader, string leadId, IReadOnlyCollection<string> ids)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        var exists = reader["SELECT 1 FROM activities WHERE lead = ?1 AND id = ?2"].Bind(1, leadId);
        foreach (var id in ids)
        {
            if (exists.Bind(2, id).Step())
            {
                known.Add(id);
                exists.Reset();
            }
        }

        return known;
    }

    private static List<Activity> Timeline(Reader reader, string leadId, (long At, string Id) before, int limit)
    {
        var rows = reader["SELECT id, doc, crc FROM activities INDEXED BY activities_at WHERE lead = ?1 AND (at, id) < (?2, ?3) ORDER BY at DESC, id DESC LIMIT ?4"]
            .Bind(1, leadId).Bind(2, before.At).Bind(3, before.Id).Bind(4, limit);
        return Activities(rows);
    }

    private static IReadOnlyList<LedgerEvent> Ledger(Reader reader, string leadId)
    {
        var rows = reader["SELECT id, doc, crc FROM activities INDEXED BY activities_at WHERE lead = ?1 ORDER BY at, id"].Bind(1, leadId);
        return [.. from activity in Activities(rows)
                   let signal = (activity as Activity.SignalReceived)?.Signal
                   where signal is { Verdict: not Verdict.Machine }
                   select new LedgerEvent(signal.Id, signal.Name, signal.At)];
    }

    private static List<Activity> Activities(Statement rows)
    {
        var found = new List<Activity>();
        while (rows.Step())
        {
            found.Add(Intact(rows.Text(0), rows.Bytes(1), rows.Long(2), WireJson.Default.Activity));
        }

        return found;
    }

    private static List<string> Due(Reader reader, DateTimeOffset now, int limit)
    {
        var rows = reader["SELECT id FROM lead_list INDEXED BY lead_list_due WHERE due <= ?1 ORDER BY due LIMIT ?2"].Bind(1, now.UtcTicks).Bind(2, Math.Max(0, limit));
        var due = new List<string>();
        while (rows.Step())
        {
            due.Add(rows.Text(0));
        }

        return due;
    }

    private static RegisterEntry? Entry(Reader reader, string register, string key)
    {
        var row = reader["SELECT value, version, crc FROM registers WHERE register = ?1 AND key = ?2"].Bind(1, register).Bind(2, key);
        if (!row.Step())
        {
            return null;
        }

        var entry = Entry(row, key, 0);
        row.Reset();
        return entry;
    }

    private static List<KeyValuePair<string, RegisterEntry>> Entries(Reader reader, string register, string? afterKey, int limit)
    {
        var rows = reader["SELECT key, value, version, crc FROM registers WHERE register = ?1 AND key > ?2 ORDER BY key LIMIT ?3"]
            .Bind(1, register).Bind(2, afterKey ?? "").Bind(3, Math.Max(0, limit));
        var found = new List<KeyValuePair<string, RegisterEntry>>();
        while (rows.Step())
        {
            var key = rows.Text(0);
            found.Add(new(key, Entry(rows, key, 1)));
        }

        return found;
    }

    private static RegisterEntry Entry(Statement row, string key, int column) => Checksum.Of(key, row.Bytes(column)) == row.Long(column + 2)
        ? new(Encoding.UTF8.GetString(row.Bytes(column)), row.Long(column + 1))
        : throw new CorruptStoreException("A stored register entry is damaged.");
}
