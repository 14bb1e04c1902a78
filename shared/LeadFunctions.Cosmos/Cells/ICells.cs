namespace LeadFunctions.Cosmos.Cells;

/// <summary>Where cells of a kind live: documents of a container, rows of a table.</summary>
internal interface ICells
{
    Task<Held> ReadAsync(Address at, CancellationToken ct);

    /// <param name="etag">As read; null: nothing must be there.</param>
    /// <returns>The new ETag; null when it is not as read (or an attempt before this one got through unseen).</returns>
    /// <exception cref="UseCases.Ports.StorageException">Nobody can tell whether it was written.</exception>
    Task<string?> WriteAsync(Address at, Cell cell, string? etag, CancellationToken ct);
}

/// <summary>All cells of a deployment, by their space.</summary>
internal sealed class AllCells(ICells leads, ICells visitors, ICells registers) : ICells
{
    public Task<Held> ReadAsync(Address at, CancellationToken ct) => Of(at).ReadAsync(at, ct);

    public Task<string?> WriteAsync(Address at, Cell cell, string? etag, CancellationToken ct) => Of(at).WriteAsync(at, cell, etag, ct);

    private ICells Of(Address at) => at.Space switch
    {
        Address.Leads => leads,
        Address.Visitors => visitors,
        _ => registers,
    };
}
