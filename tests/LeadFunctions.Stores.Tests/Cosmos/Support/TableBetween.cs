using LeadFunctions.Cosmos;

namespace LeadFunctions.Stores.Tests.Cosmos;

/// <summary>Stands between the store and a table; what it does to each call is for its heirs to say.</summary>
internal abstract class TableBetween(IRegisterTable table) : IRegisterTable
{
    public Task<TableRow?> GetAsync(string partition, string row, CancellationToken ct) => DoAsync(null, () => table.GetAsync(partition, row, ct));

    public Task<string?> InsertAsync(string partition, string row, IReadOnlyList<string> parts, CancellationToken ct) =>
        DoAsync($"{partition}/{row}", () => table.InsertAsync(partition, row, parts, ct));

    public Task<string?> ReplaceAsync(string partition, string row, IReadOnlyList<string> parts, string etag, CancellationToken ct) =>
        DoAsync($"{partition}/{row}", () => table.ReplaceAsync(partition, row, parts, etag, ct));

    public Task<bool> DeleteAsync(string partition, string row, string etag, CancellationToken ct) => DoAsync($"{partition}/{row}", () => table.DeleteAsync(partition, row, etag, ct));

    public Task<IReadOnlyList<TableRow>> ListAsync(string partition, string? after, int limit, CancellationToken ct) => DoAsync(null, () => table.ListAsync(partition, after, limit, ct));

    public Task<string?> NextPartitionAsync(string? after, CancellationToken ct) => DoAsync(null, () => table.NextPartitionAsync(after, ct));

    /// <param name="written">The row that it writes; null: it only reads.</param>
    protected abstract Task<T> DoAsync<T>(string? written, Func<Task<T>> call);
}
