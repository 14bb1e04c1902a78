using System.Text;
using LeadFunctions.Domain.Identity;
using LeadFunctions.Sqlite.Leads;
using LeadFunctions.Sqlite.Raw;

namespace LeadFunctions.Sqlite.Erasing;

/// <summary>Finds rows that name an address, in slices, so that no read holds up the log.</summary>
internal sealed class Mentions(Readers readers, AddressTraces traces)
{
    private const long Slice = 20_000;

    private static readonly string[] Documents = ["leads", "activities", "visitors"];

    /// <summary>Over a subquery with a limit, which SQLite works out once a row: <c>lower</c> is most of the work.</summary>
    private string Condition(string folded, string exact) => string.Join(
        " OR ",
        traces.Folded.Select((_, i) => $"instr({folded}, ?{i + 10})").Concat(traces.Exact.Select((_, i) => $"instr({exact}, ?{i + 10 + traces.Folded.Count})")));

    /// <summary>Row numbers per table of documents.</summary>
    public IReadOnlyList<(string Table, long Number)> InDocuments(CancellationToken ct)
    {
        var found = new List<(string, long)>();
        foreach (var table in traces.Folded.Count == 0 ? [] : Documents)
        {
            var last = Read($"SELECT coalesce(max(n), 0) FROM {table}", _ => { }, row => row.Long(0))[0];
            for (var from = 0L; from <= last; from += Slice)
            {
                ct.ThrowIfCancellationRequested();
                var after = from;
                found.AddRange(Read(
                    $"SELECT n FROM (SELECT n, doc, lower(doc) AS folded FROM {table} WHERE n > ?1 AND n <= ?2 LIMIT {Slice}) WHERE {Condition("folded", "doc")}", row => Bound(row.Bind(1, after).Bind(2, after + Slice)), row => (table, row.Long(0))));
            }
        }

        return found;
    }

    /// <summary>Sequence numbers per table of messages: those that name the address, and those about the leads.</summary>
    public IReadOnlyList<(string Table, long Number)> InMessages(IReadOnlyList<string> leadIds)
    {
        var found = new List<(string, long)>();
        foreach (var table in new[] { "messages", "schedule", "dead_letters" })
        {
            foreach (var id in leadIds)
            {
                found.AddRange(Read($"SELECT seq FROM {table} WHERE instr(key, ?1) OR instr(body, ?1)", row => row.Bind(1, id), row => (table, row.Long(0))));
            }

            if (traces.Folded.Count > 0)
            {
                found.AddRange(Read($"SELECT seq FROM (SELECT seq, body || key AS text, lower(body || key) AS folded FROM {table} LIMIT -1) WHERE {Condition("folded", "text")}", row => Bound(row), row => (table, row.Long(0))));
            }
        }

        return [.. found.Distinct()];
    }

    /// <summary>Entries that name the address; a playbook names only people of the company.</summary>
    public IReadOnlyList<(string Register, string Key)> InRegisters(CancellationToken ct)
    {
        var (found, last) = (new List<(string, string)>(), (Register: "", Key: ""));
        for (var read = Slice; read == Slice && traces.Folded.Count > 0;)
        {
            ct.ThrowIfCancellationRequested();
            var after = last;
            var rows = Read(
                $"SELECT register, key, register NOT IN ('playbooks', 'deployment') AND ({Condition("folded", "text")}) FROM (SELECT register, key, value || key AS text, lower(value || key) AS folded FROM registers WHERE (register, key) > (?1, ?2) ORDER BY register, key LIMIT ?3)",
                row => Bound(row.Bind(1, after.Register).Bind(2, after.Key).Bind(3, Slice)), row => (Place: (row.Text(0), row.Text(1)), Names: row.Long(2) != 0));
            found.AddRange(rows.Where(row => row.Names).Select(row => row.Place));
            (read, last) = (rows.Count, rows.Count > 0 ? rows[^1].Place : last);
        }

        return found;
    }

    private void Bound(Statement row)
    {
        foreach (var (trace, i) in traces.Folded.Concat(traces.Exact).Select((trace, i) => (trace, i)))
        {
            row.BindText(i + 10, Encoding.UTF8.GetBytes(trace));
        }
    }

    private List<T> Read<T>(string sql, Action<Statement> bind, Func<Statement, T> read) => readers.Read((sql, bind, read), static (reader, sought) =>
    {
        // Not the reader's own statements: those are kept for ever, and these texts are many.
        using var row = reader.Connection.Prepare(sought.sql);
        sought.bind(row);
        var found = new List<T>();
        while (row.Step())
        {
            found.Add(sought.read(row));
        }

        return found;
    });
}
