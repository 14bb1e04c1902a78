using System.Collections.Concurrent;
using LeadFunctions.Cosmos.Registers;

namespace LeadFunctions.Cosmos.Cells;

/// <summary>
/// A row for each commit that needs more than one write, from before the first to after the last: whoever finds it later ends what was begun. So a document that
/// still carries messages of a commit without a mark carries what has been sent.
/// </summary>
internal sealed class Marks(RowCells rows)
{
    private const int Known = 10_000;

    private readonly ConcurrentDictionary<string, byte> _done = new();

    /// <summary>Written anew for each attempt, so that a sweep that saw a former attempt cannot remove it.</summary>
    /// <returns>Null: somebody was there at the same time; begin again.</returns>
    public async Task<Held?> PutAsync(string commit, OpenMark mark, CancellationToken ct)
    {
        var (at, cell) = (Address.OfMark(commit), new Cell { Mark = mark });
        if (await rows.WriteAsync(at, cell, null, ct).ConfigureAwait(false) is { } inserted)
        {
            return new Held(at, cell, inserted);
        }

        var held = await rows.ReadAsync(at, ct).ConfigureAwait(false);
        return await rows.WriteAsync(at, held.Cell with { Mark = mark }, held.ETag, ct).ConfigureAwait(false) is { } etag ? held with { ETag = etag } : null;
    }

    public async Task RemoveAsync(string commit, CancellationToken ct)
    {
        await rows.DeleteAsync(Address.OfMark(commit), ct).ConfigureAwait(false);
        if (_done.Count >= Known)
        {
            _done.Clear();
        }

        _done[commit] = 0;
    }

    /// <param name="held">As it was when its commit was found undecided: another attempt's mark stays.</param>
    public Task RemoveAsync(Held held, CancellationToken ct) => rows.DeleteAsync(held.At, held.ETag!, ct);

    public async Task<bool> IsDoneAsync(string commit, CancellationToken ct) =>
        _done.ContainsKey(commit) || (await rows.ReadAsync(Address.OfMark(commit), ct).ConfigureAwait(false)).ETag is null;

    /// <summary>Oldest first.</summary>
    public Task<IReadOnlyList<Held>> ListAsync(string? after, int limit, CancellationToken ct) => rows.ListAsync(Address.Marks, after, limit, ct);
}

/// <summary>Where a commit is decided, and which other cells it touches.</summary>
internal sealed record OpenMark(Address Decider, IReadOnlyList<Address>? Others);
