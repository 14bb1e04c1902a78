using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Cosmos.Cells;

/// <summary>
/// Applies changes of several cells together or not at all, though no two of them share a transaction (decision 007): prepare all but one, write that one,
/// finish the others. The one write decides.
/// </summary>
internal sealed class Committer(Workshop shop, Finisher finisher)
{
    private const int MostAttempts = 40;
    private const int MostUnsure = 3;

    /// <exception cref="StorageException">Nothing was applied, or nobody can tell yet; then the sweep ends it one way or the other.</exception>
    public async Task<CommitResult> RunAsync(Plan plan, CancellationToken ct)
    {
        var progress = new Progress();
        try
        {
            for (; progress.Attempts < MostAttempts; progress.Attempts++)
            {
                if (progress.Attempts > 1)
                {
                    await shop.Options.Wait(shop.Options.Pause(progress.Attempts), ct).ConfigureAwait(false);
                }

                if (await TryAsync(plan, progress, ct).ConfigureAwait(false) is { } result)
                {
                    return result;
                }
            }
        }
        catch (Exception cause) when (cause is StorageException or OperationCanceledException)
        {
            if (await GiveUpAsync(plan, progress).ConfigureAwait(false) == CommitResult.Committed)
            {
                return CommitResult.Committed;
            }

            throw;
        }

        return await GiveUpAsync(plan, progress).ConfigureAwait(false);
    }

    /// <returns>Null: somebody else wrote the deciding cell meanwhile, or an attempt got through unseen. Look again.</returns>
    private async Task<CommitResult?> TryAsync(Plan plan, Progress progress, CancellationToken ct)
    {
        if (await FindAsync(plan, progress, ct).ConfigureAwait(false) is not { } decider)
        {
            return await GiveUpAsync(plan, progress).ConfigureAwait(false);
        }

        if (decider.Cell.Erasing is not null)
        {
            throw new StorageException("The lead is being erased.");
        }

        if (decider.Cell.Knows(plan.Commit))
        {
            return await DecidedAsync(plan).ConfigureAwait(false);
        }

        // Everything is prepared after the deciding cell was read, on each attempt anew: whoever undoes it must touch that cell first.
        if (!plan.Decider.Fits(decider.Cell) || !await PrepareAsync(plan, progress, ct).ConfigureAwait(false))
        {
            return await GiveUpAsync(plan, progress).ConfigureAwait(false);
        }

        var next = await shop.NextAsync(decider, plan, ct).ConfigureAwait(false);
        if (await WriteAsync(decider, next, progress, ct).ConfigureAwait(false) is not { } etag)
        {
            return null;
        }

        shop.Cache.Put(new Held(decider.At, next, etag));
        return await DecidedAsync(plan).ConfigureAwait(false);
    }

    /// <summary>The deciding cell, as read not before the last attempt. One of the commit's own is made first.</summary>
    private async Task<Held?> FindAsync(Plan plan, Progress progress, CancellationToken ct)
    {
        if (!plan.Decider.At.IsMark)
        {
            return progress.Attempts == 0
                ? await shop.KnownAsync(plan, ct).ConfigureAwait(false)
                : await shop.Resolver.ClaimAsync(plan.Decider.At, plan.Commit, ct).ConfigureAwait(false);
        }

        progress.Prepares = true;
        return await shop.Marks.PutAsync(plan.Commit, plan.Mark, ct).ConfigureAwait(false);
    }

    /// <summary>When nobody can tell whether it was written, the next attempt sees.</summary>
    private async Task<string?> WriteAsync(Held decider, Cell next, Progress progress, CancellationToken ct)
    {
        try
        {
            return await shop.Cells.WriteAsync(decider.At, next, decider.ETag, ct).ConfigureAwait(false);
        }
        catch (StorageException) when (++progress.Unsure < MostUnsure)
        {
            return null;
        }
    }

    private async Task<bool> PrepareAsync(Plan plan, Progress progress, CancellationToken ct)
    {
        if (!plan.IsWide)
        {
            return true;
        }

        progress.Prepares = true;
        if (!plan.Decider.At.IsMark && await shop.Marks.PutAsync(plan.Commit, plan.Mark, ct).ConfigureAwait(false) is null)
        {
            return false;
        }

        foreach (var change in plan.Others)
        {
            if (!await PrepareAsync(plan, change, ct).ConfigureAwait(false))
            {
                return false;
            }
        }

        return true;
    }

    private async Task<bool> PrepareAsync(Plan plan, Change change, CancellationToken ct)
    {
        for (var tries = 0; tries < MostAttempts; tries++)
        {
            if (await shop.Resolver.ClaimAsync(change.At, plan.Commit, ct).ConfigureAwait(false) is not { } held || !change.Fits(held.Cell))
            {
                return false;
            }

            var fresh = await shop.WithoutFiledAsync(held, change, ct).ConfigureAwait(false);
            var prepared = new Prepared(plan.Commit, plan.Decider.At, shop.Options.Clock.GetUtcNow(), fresh);
            if (await shop.Cells.WriteAsync(held.At, held.Cell with { Prepared = prepared }, held.ETag, ct).ConfigureAwait(false) is not null)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>It counts. What is left to do, somebody will: at once, or whoever comes by, or the sweep.</summary>
    private async Task<CommitResult> DecidedAsync(Plan plan)
    {
        if (plan.IsWide)
        {
            await finisher.TryAsync(plan.Opened).ConfigureAwait(false);
        }

        return CommitResult.Committed;
    }

    /// <summary>Undone, unless an attempt got through after all.</summary>
    private async Task<CommitResult> GiveUpAsync(Plan plan, Progress progress)
    {
        if (progress.Unsure > 0 && !await finisher.FenceAsync(plan.Decider.At, plan.Commit).ConfigureAwait(false))
        {
            return await DecidedAsync(plan).ConfigureAwait(false);
        }

        if (progress.Prepares)
        {
            await finisher.TryUndoAsync(plan.Commit, plan.Mark).ConfigureAwait(false);
        }

        return CommitResult.Conflict;
    }

    /// <summary>How far a commit came.</summary>
    private sealed class Progress
    {
        public int Attempts { get; set; }

        /// <summary>Writes of the deciding cell of which nobody can tell what became.</summary>
        public int Unsure { get; set; }

        public bool Prepares { get; set; }
    }
}
