using System.Globalization;

namespace LeadFunctions.Cosmos.Cells;

/// <summary>Finds commits that a process began and did not end, and ends them. Any number may run at a time.</summary>
internal sealed class Sweep(ICells cells, Marks marks, Finisher finisher, CosmosOptions options)
{
    private const int PageSize = 200;

    /// <returns>How many were ended.</returns>
    public async Task<int> RunAsync(CancellationToken ct)
    {
        var before = CommitId.At(options.Clock.GetUtcNow() - options.Grace);
        var ended = 0;
        for (string? after = null; ;)
        {
            var page = await marks.ListAsync(after, PageSize, ct).ConfigureAwait(false);
            foreach (var held in page.Where(held => string.CompareOrdinal(held.At.Key, before) < 0))
            {
                await EndAsync(held, held.Cell.Mark!, ct).ConfigureAwait(false);
                ended++;
            }

            if (page.Count < PageSize || string.CompareOrdinal(page[^1].At.Key, before) >= 0)
            {
                return ended;
            }

            after = page[^1].At.Key;
        }
    }

    private async Task EndAsync(Held held, OpenMark mark, CancellationToken ct)
    {
        var commit = held.At.Key;
        if (await finisher.FenceAsync(mark.Decider, commit).ConfigureAwait(false))
        {
            await finisher.UndoAsync(commit, mark, ct).ConfigureAwait(false);
            var now = mark.Decider.IsMark ? await cells.ReadAsync(held.At, ct).ConfigureAwait(false) : held;
            if (now.ETag is not null && !now.Cell.Knows(commit))
            {
                await marks.RemoveAsync(now, ct).ConfigureAwait(false);
            }

            return;
        }

        var decider = await cells.ReadAsync(mark.Decider, ct).ConfigureAwait(false);
        var open = decider.Cell.Open?.FirstOrDefault(open => open.Commit == commit);
        await finisher.FinishAsync(open ?? new OpenCommit(commit, null, null), ct).ConfigureAwait(false);
    }
}

/// <summary>Ids of commits, in the order of time.</summary>
internal static class CommitId
{
    public static string At(DateTimeOffset now) => now.ToUnixTimeMilliseconds().ToString("D14", CultureInfo.InvariantCulture);

    public static string New(DateTimeOffset now, long draw) => string.Create(CultureInfo.InvariantCulture, $"{At(now)}-{draw:x16}");
}
