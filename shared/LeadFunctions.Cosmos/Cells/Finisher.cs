using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Cosmos.Cells;

/// <summary>Ends what a commit began: after the deciding write, or instead of it. Everything here may be done twice, and by anybody.</summary>
internal sealed class Finisher(ICells cells, Resolver resolver, Marks marks, CosmosOptions options)
{
    private const int MostTries = 40;

    /// <summary>When it cannot be done now, the mark stays and the sweep does it.</summary>
    public Task TryAsync(OpenCommit open) => TryAsync(() => FinishAsync(open, CancellationToken.None));

    public Task TryUndoAsync(string commit, OpenMark mark) => TryAsync(async () =>
    {
        await UndoAsync(commit, mark, CancellationToken.None).ConfigureAwait(false);
        await marks.RemoveAsync(commit, CancellationToken.None).ConfigureAwait(false);
    });

    /// <summary>For a commit that has been decided.</summary>
    public async Task FinishAsync(OpenCommit open, CancellationToken ct)
    {
        foreach (var other in open.Others ?? [])
        {
            await EndAsync(other, open.Commit, cell => cell.Finished(), ct).ConfigureAwait(false);
        }

        if (open.Messages is { Count: > 0 } messages)
        {
            await options.Send(messages, ct).ConfigureAwait(false);
        }

        await marks.RemoveAsync(open.Commit, ct).ConfigureAwait(false);
    }

    /// <summary>For one that can never be decided any more.</summary>
    public async Task UndoAsync(string commit, OpenMark mark, CancellationToken ct)
    {
        foreach (var other in mark.Others ?? [])
        {
            await EndAsync(other, commit, cell => cell with { Prepared = null }, ct).ConfigureAwait(false);
        }
    }

    /// <summary>After this the commit is decided, or no write that is still on its way decides it.</summary>
    /// <returns>False: it is decided.</returns>
    public async Task<bool> FenceAsync(Address decider, string commit)
    {
        while (true)
        {
            var held = await cells.ReadAsync(decider, CancellationToken.None).ConfigureAwait(false);
            if (held.Cell.Knows(commit))
            {
                return false;
            }

            if (await resolver.FenceAsync(held, CancellationToken.None).ConfigureAwait(false))
            {
                return true;
            }
        }
    }

    private async Task EndAsync(Address at, string commit, Func<Cell, Cell> end, CancellationToken ct)
    {
        for (var tries = 0; tries < MostTries; tries++)
        {
            var held = await cells.ReadAsync(at, ct).ConfigureAwait(false);
            if (held.Cell.Prepared?.Commit != commit || await cells.WriteAsync(at, end(held.Cell), held.ETag, ct).ConfigureAwait(false) is not null)
            {
                return;
            }
        }

        throw new StorageException("Others keep changing it.");
    }

    private static async Task TryAsync(Func<Task> end)
    {
        try
        {
            await end().ConfigureAwait(false);
        }
        catch (Exception)
        {
            // Whatever it is: the commit counts (or does not) all the same, and the mark is still there.
            CosmosMeters.Unfinished.Add(1);
        }
    }
}
