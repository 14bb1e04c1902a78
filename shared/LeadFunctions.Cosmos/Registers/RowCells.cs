using LeadFunctions.Cosmos.Cells;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Cosmos.Registers;

/// <summary>Cells of registers: rows of the table, a partition for each register.</summary>
internal sealed class RowCells(IRegisterTable table) : ICells
{
    private const int PartLength = 32_000;
    private const int MostParts = 14;

    public async Task<Held> ReadAsync(Address at, CancellationToken ct) =>
        await table.GetAsync(KeyText.Encode(at.Space), KeyText.Encode(at.Key), ct).ConfigureAwait(false) is { } row ? Held(at, row) : new Held(at, Cell.Absent, null);

    /// <summary>
    /// One that holds nothing any more is first written so and then deleted: a deletion leaves no trace by which a commit whose answer was lost would recognise
    /// its own.
    /// </summary>
    public async Task<string?> WriteAsync(Address at, Cell cell, string? etag, CancellationToken ct)
    {
        var (partition, row) = (KeyText.Encode(at.Space), KeyText.Encode(at.Key));
        var parts = Parts(KeyText.IsCut(row) ? cell with { Key = at.Key } : cell);
        var written = etag is null
            ? await table.InsertAsync(partition, row, parts, ct).ConfigureAwait(false)
            : await table.ReplaceAsync(partition, row, parts, etag, ct).ConfigureAwait(false);
        if (written is not null && cell is { Value: null, Prepared: null, Open: null, Mark: null })
        {
            await ForgetAsync(partition, row, written, ct).ConfigureAwait(false);
        }

        return written;
    }

    /// <summary>In key order; also those that hold nothing.</summary>
    public async Task<IReadOnlyList<Held>> ListAsync(string register, string? after, int limit, CancellationToken ct)
    {
        var rows = await table.ListAsync(KeyText.Encode(register), after is null ? null : KeyText.Encode(after), limit, ct).ConfigureAwait(false);
        return [.. rows.Select(row => Held(new Address(register, KeyText.IsCut(row.Row) ? "" : KeyText.Decode(row.Row)), row))];
    }

    /// <returns>The first register after one, in no order that means anything; null: there is none.</returns>
    public async Task<string?> NextRegisterAsync(string? after, CancellationToken ct) =>
        await table.NextPartitionAsync(after is null ? null : KeyText.Encode(after), ct).ConfigureAwait(false) is { } next ? KeyText.Decode(next) : null;

    public Task<bool> DeleteAsync(Address at, string etag, CancellationToken ct) => table.DeleteAsync(KeyText.Encode(at.Space), KeyText.Encode(at.Key), etag, ct);

    /// <summary>Whatever it is now.</summary>
    public async Task DeleteAsync(Address at, CancellationToken ct)
    {
        while ((await ReadAsync(at, ct).ConfigureAwait(false)).ETag is { } etag && !await DeleteAsync(at, etag, ct).ConfigureAwait(false))
        {
        }
    }

    private async Task ForgetAsync(string partition, string row, string etag, CancellationToken ct)
    {
        try
        {
            await table.DeleteAsync(partition, row, etag, ct).ConfigureAwait(false);
        }
        catch (StorageException)
        {
            // An empty row is as good as none; the next one who writes there takes it over.
        }
    }

    private static Held Held(Address at, TableRow row)
    {
        var cell = CellText.Cell(string.Concat(row.Parts));
        return new Held(cell.Key is { } key ? at with { Key = key } : at, cell, row.ETag);
    }

    /// <exception cref="StorageException">It does not fit into a row.</exception>
    private static string[] Parts(Cell cell)
    {
        string[] parts = [.. CellText.Readable(cell).Chunk(PartLength).Select(part => new string(part))];
        return parts.Length <= MostParts ? parts : throw new StorageException("A register's value is too large for a row.");
    }
}
