using System.Diagnostics;
using System.Globalization;
using System.Text;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Sqlite.Leads;

/// <summary>
/// Lists and searches, by keyset paging. If one filter leaves few leads, those are read and sorted; otherwise the sort's index is walked until the page is full,
/// within the time limit for searches.
/// </summary>
internal sealed class LeadList(Readers readers, Cursors cursors, TimeSpan limit) : IDisposable
{
    /// <summary>Up to so many leads are read and sorted rather than found by walking.</summary>
    private const int Few = 5000;

    /// <summary>No email, name or company is longer (reliability 4).</summary>
    private const int LongestText = 254;

    private readonly SemaphoreSlim _atOnce = new(Math.Max(2, Environment.ProcessorCount));

    public void Dispose() => _atOnce.Dispose();

    /// <exception cref="BadCursorException">The cursor is not one of ours, or of another sort.</exception>
    /// <exception cref="SearchTooBroadException">It took longer than a search may.</exception>
    public async Task<Page<LeadRow>> ListAsync(LeadQuery query, CancellationToken ct)
    {
        readers.MustBeOutside();
        var sort = ListSort.Of(query.Sort);
        var after = query.Cursor is null ? null : sort.Read(cursors, query.Cursor);
        if (query.Text is { } text && (text.Length > LongestText || text.Any(char.IsControl)))
        {
            return new Page<LeadRow>([], null);
        }

        await _atOnce.WaitAsync(ct);
        try
        {
            var rows = readers.Read((this, query, sort, after), static (reader, ask) => ask.Item1.Find(reader, ask.query, ask.sort, ask.after));
            return rows.Count > query.Limit
                ? new Page<LeadRow>([.. rows[..query.Limit].Select(row => row.Lead)], sort.Write(cursors, rows[query.Limit - 1]))
                : new Page<LeadRow>([.. rows.Select(row => row.Lead)], null);
        }
        finally
        {
            _atOnce.Release();
        }
    }

    private List<ListedLead> Find(Reader reader, LeadQuery query, ListSort sort, SortPlace? after)
    {
        var started = Stopwatch.GetTimestamp();
        reader.Connection.StopWhen(() => Stopwatch.GetElapsedTime(started) > limit);
        try
        {
            if (sort.IsUrgency)
            {
                return UrgentLeads.Find(reader, query, after);
            }

            var filters = ListFilters.Of(query, reader);
            var driver = filters.Drivers.FirstOrDefault(driver => IsFew(reader, driver, filters));
            return Rows(reader, filters, driver, sort, after, query.Limit + 1);
        }
        finally
        {
            reader.Connection.StopWhen(null);
        }
    }

    private static bool IsFew(Reader reader, string driver, ListFilters filters)
    {
        var count = filters.BindTo(reader[$"SELECT count(*) FROM (SELECT * FROM ({driver}) LIMIT {Few + 1})"]);
        count.Step();
        var few = count.Long(0) <= Few;
        count.Reset();
        return few;
    }

    private static List<ListedLead> Rows(Reader reader, ListFilters filters, string? driver, ListSort sort, SortPlace? after, int limit)
    {
        var sql = new StringBuilder($"SELECT {ListedLead.Columns} FROM lead_list ")
            .Append(driver is null ? $"INDEXED BY {sort.Index} " : "NOT INDEXED ")
            .Append(CultureInfo.InvariantCulture, $"WHERE {filters.Where}")
            .Append(driver is null ? "" : $" AND n IN ({driver})")
            .Append(after is null ? "" : $" AND ({sort.Columns}) {sort.Beyond} ({sort.Place})")
            .Append(CultureInfo.InvariantCulture, $" ORDER BY {sort.Order} LIMIT :limit");
        var rows = filters.BindTo(reader[sql.ToString()]).BindNamed(":limit", limit);
        if (after is not null)
        {
            rows = (sort.IsText ? rows.BindNamed(":value", after.Text) : rows.BindNamed(":value", after.Number)).BindNamed(":n", after.Row);
        }

        var found = new List<ListedLead>();
        while (rows.Step())
        {
            found.Add(ListedLead.Read(rows));
        }

        return found;
    }
}
