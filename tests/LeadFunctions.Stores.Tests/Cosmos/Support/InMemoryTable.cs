using System.Globalization;
using LeadFunctions.Cosmos;

namespace LeadFunctions.Stores.Tests.Cosmos;

/// <summary>Table Storage in memory: keys in ordinal order, an ETag for each write.</summary>
public sealed class InMemoryTable : IRegisterTable
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<(string Partition, string Row), TableRow> _rows = new(Comparer<(string Partition, string Row)>.Create(Compare));
    private long _etags;

    /// <summary>Requests so far.</summary>
    public int Operations { get; private set; }

    public IReadOnlyList<(string Partition, TableRow Row)> Rows
    {
        get
        {
            lock (_gate)
            {
                return [.. _rows.Select(one => (one.Key.Partition, one.Value))];
            }
        }
    }

    public Task<TableRow?> GetAsync(string partition, string row, CancellationToken ct) => Do(() => _rows.GetValueOrDefault((partition, row)));

    public Task<string?> InsertAsync(string partition, string row, IReadOnlyList<string> parts, CancellationToken ct) =>
        Do(() => _rows.ContainsKey((partition, row)) ? null : Put(partition, row, parts));

    public Task<string?> ReplaceAsync(string partition, string row, IReadOnlyList<string> parts, string etag, CancellationToken ct) =>
        Do(() => _rows.GetValueOrDefault((partition, row))?.ETag == etag ? Put(partition, row, parts) : null);

    public Task<bool> DeleteAsync(string partition, string row, string etag, CancellationToken ct) =>
        Do(() => _rows.GetValueOrDefault((partition, row))?.ETag == etag && _rows.Remove((partition, row)));

    public Task<IReadOnlyList<TableRow>> ListAsync(string partition, string? after, int limit, CancellationToken ct) => Do<IReadOnlyList<TableRow>>(
        () => [.. _rows.Where(one => one.Key.Partition == partition && (after is null || string.CompareOrdinal(one.Key.Row, after) > 0)).Take(limit).Select(one => one.Value)]);

    public Task<string?> NextPartitionAsync(string? after, CancellationToken ct) => Do(
        () => _rows.Keys.Select(key => key.Partition).FirstOrDefault(partition => after is null || string.CompareOrdinal(partition, after) > 0));

    /// <summary>As strict as the service about what a key or a value may be.</summary>
    private string Put(string partition, string row, IReadOnlyList<string> parts)
    {
        foreach (var key in new[] { partition, row })
        {
            Assert.True(key.Length <= 512 && key.All(one => char.IsBetween(one, ' ', '~') && !"/\\#?%".Contains(one, StringComparison.Ordinal)), key);
        }

        Assert.True(parts.Count is > 0 and <= 14 && parts.All(part => part.Length <= 32_000));
        var written = new TableRow(row, parts, string.Create(CultureInfo.InvariantCulture, $"W/\"{++_etags}\""));
        _rows[(partition, row)] = written;
        return written.ETag;
    }

    private Task<T> Do<T>(Func<T> action)
    {
        lock (_gate)
        {
            Operations++;
            return Task.FromResult(action());
        }
    }

    private static int Compare((string Partition, string Row) one, (string Partition, string Row) other) =>
        string.CompareOrdinal(one.Partition, other.Partition) is not 0 and var order ? order : string.CompareOrdinal(one.Row, other.Row);
}
