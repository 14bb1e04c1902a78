namespace LeadFunctions.Cosmos;

/// <summary>
/// Table Storage as the store needs it: one table, rows under a partition and a row key. Keys come encoded: ASCII, at most 512 characters, none that a key may
/// not have. The parts of a row (string properties, in order) are at most 32,000 characters each, and at most 14.
/// </summary>
/// <exception cref="UseCases.Ports.StorageException">Of every member: the service is not there, or nobody can tell whether it was done.</exception>
public interface IRegisterTable
{
    /// <returns>Null: there is none.</returns>
    Task<TableRow?> GetAsync(string partition, string row, CancellationToken ct);

    /// <returns>The ETag; null: there is one already.</returns>
    Task<string?> InsertAsync(string partition, string row, IReadOnlyList<string> parts, CancellationToken ct);

    /// <returns>The new ETag; null: it is gone, or has another ETag.</returns>
    Task<string?> ReplaceAsync(string partition, string row, IReadOnlyList<string> parts, string etag, CancellationToken ct);

    /// <returns>False: it is gone, or has another ETag.</returns>
    Task<bool> DeleteAsync(string partition, string row, string etag, CancellationToken ct);

    /// <summary>Rows after a key, in ordinal order.</summary>
    /// <param name="limit">Up to 1,000. Fewer rows than this are the last ones.</param>
    Task<IReadOnlyList<TableRow>> ListAsync(string partition, string? after, int limit, CancellationToken ct);

    /// <returns>The first partition after one, in ordinal order; null: there is none.</returns>
    Task<string?> NextPartitionAsync(string? after, CancellationToken ct);
}

public sealed record TableRow(string Row, IReadOnlyList<string> Parts, string ETag);
