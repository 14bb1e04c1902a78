namespace LeadFunctions.Cosmos.Cells;

/// <summary>
/// Cells as they count: one that a commit has prepared shows what it was until the commit's deciding cell knows the commit, and what it becomes from then on.
/// </summary>
internal sealed class Resolver(ICells cells, CosmosOptions options)
{
    /// <summary>A writer waits so often for a commit that is under way.</summary>
    private const int Patience = 6;

    /// <summary>For reading: never writes, never waits.</summary>
    public async Task<Held> ReadAsync(Address at, CancellationToken ct)
    {
        var held = await cells.ReadAsync(at, ct).ConfigureAwait(false);
        return await ReadAsync(held, ct).ConfigureAwait(false);
    }

    /// <param name="held">As stored.</param>
    public async Task<Held> ReadAsync(Held held, CancellationToken ct)
    {
        if (held.Cell.Prepared is not { } prepared)
        {
            return held;
        }

        var decider = await cells.ReadAsync(prepared.Decider, ct).ConfigureAwait(false);
        return held with { Cell = decider.Cell.Knows(prepared.Commit) ? held.Cell.Finished() : held.Cell with { Prepared = null } };
    }

    /// <summary>For writing with its ETag: nobody's prepared change is lost by that.</summary>
    /// <param name="mine">The commit that asks; what it prepared itself is no obstacle.</param>
    /// <returns>Null: another commit is under way, and may yet be decided.</returns>
    public async Task<Held?> ClaimAsync(Address at, string mine, CancellationToken ct)
    {
        for (var tries = 0; ; tries++)
        {
            var held = await cells.ReadAsync(at, ct).ConfigureAwait(false);
            if (held.Cell.Prepared is not { } prepared || prepared.Commit == mine)
            {
                return held with { Cell = held.Cell with { Prepared = null } };
            }

            var decider = await cells.ReadAsync(prepared.Decider, ct).ConfigureAwait(false);
            if (decider.Cell.Knows(prepared.Commit))
            {
                return held with { Cell = held.Cell.Finished() };
            }

            if (options.Clock.GetUtcNow() - prepared.At > options.Grace || decider is { ETag: null, At.IsMark: true })
            {
                if (await FenceAsync(decider, ct).ConfigureAwait(false))
                {
                    return held with { Cell = held.Cell with { Prepared = null } };
                }
            }
            else if (tries >= Patience)
            {
                return null;
            }
            else
            {
                await options.Wait(TimeSpan.FromMilliseconds(5 << tries), ct).ConfigureAwait(false);
            }
        }
    }

    /// <summary>
    /// Writes the cell as it is. Whoever read it before and means to decide there finds it changed, and begins again by preparing anew; so after this, and only
    /// after this, what it had prepared may be undone.
    /// </summary>
    /// <returns>False: it was changed meanwhile, so read it again.</returns>
    public async Task<bool> FenceAsync(Held decider, CancellationToken ct) =>
        decider is { ETag: null, At.IsMark: true } || await cells.WriteAsync(decider.At, decider.Cell, decider.ETag, ct).ConfigureAwait(false) is not null;
}
