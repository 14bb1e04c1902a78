using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using LeadFunctions.Domain.Leads;
using LeadFunctions.Sqlite.Raw;
using LeadFunctions.UseCases;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Sqlite.Leads;

/// <summary>The queries behind <see cref="SqliteLeadStore"/>. Each document is checked against its CRC before it is served.</summary>
internal static class LeadReads
{
    public static T? Document<T>(Statement row, string key, JsonTypeInfo<T> type)
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

    public static HashSet<string> Known(Reader reader, string leadId, IReadOnlyCollection<string> ids)
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

    public static List<Activity> Timeline(Reader reader, string leadId, (long At, string Id) before, int limit)
    {
        var rows = reader[
            "SELECT id, doc, crc FROM activities WHERE n IN (SELECT n FROM activities INDEXED BY activities_of WHERE lead = ?1 AND (at, id) < (?2, ?3) ORDER BY at DESC, id DESC LIMIT ?4) ORDER BY at DESC, id DESC"]
            .Bind(1, leadId).Bind(2, before.At).Bind(3, before.Id).Bind(4, limit);
        return Activities(rows);
    }

    public static IReadOnlyList<LedgerEvent> Ledger(Reader reader, string leadId)
    {
        var rows = reader["SELECT id, doc, crc FROM activities INDEXED BY activities_of WHERE lead = ?1 ORDER BY at, id"].Bind(1, leadId);
        return Retraction.Ledger(Activities(rows));
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

    public static List<string> Due(Reader reader, DateTimeOffset now, int limit)
    {
        var rows = reader["SELECT id FROM lead_list INDEXED BY lead_list_due WHERE due <= ?1 ORDER BY due LIMIT ?2"].Bind(1, now.UtcTicks).Bind(2, Math.Max(0, limit));
        var due = new List<string>();
        while (rows.Step())
        {
            due.Add(rows.Text(0));
        }

        return due;
    }

    public static RegisterEntry? Entry(Reader reader, string register, string key)
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

    public static List<KeyValuePair<string, RegisterEntry>> Entries(Reader reader, string register, string? afterKey, int limit)
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
