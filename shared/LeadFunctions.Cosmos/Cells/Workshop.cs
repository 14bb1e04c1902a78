using LeadFunctions.Cosmos.Documents;

namespace LeadFunctions.Cosmos.Cells;

/// <summary>What a commit works with, and how the next state of a cell comes about.</summary>
internal sealed record Workshop(ICells Cells, Resolver Resolver, Marks Marks, CosmosOptions Options)
{
    public required LeadPages Pages { get; init; }

    public required LeadCache Cache { get; init; }

    /// <summary>The deciding cell for the first attempt: what somebody here read just now will do, for its ETag tells.</summary>
    public async Task<Held?> KnownAsync(Plan plan, CancellationToken ct) =>
        Cache.Find(plan.Decider.At) is { } held && plan.Decider.Fits(held.Cell) ? held : await Resolver.ClaimAsync(plan.Decider.At, plan.Commit, ct).ConfigureAwait(false);

    /// <summary>The deciding cell with the commit in it. A full lead's activities are filed on the way, and commits that are ended are forgotten.</summary>
    public async Task<Cell> NextAsync(Held decider, Plan plan, CancellationToken ct)
    {
        var change = await WithoutFiledAsync(decider, plan.Decider, ct).ConfigureAwait(false);
        var cell = decider.Cell.Timeline is { IsFull: true } timeline
            ? decider.Cell with { Timeline = await Pages.FileAsync(decider.At.Key, timeline, ct).ConfigureAwait(false) }
            : decider.Cell;
        var open = new List<OpenCommit>();
        foreach (var commit in cell.Open ?? [])
        {
            if (!await Marks.IsDoneAsync(commit.Commit, ct).ConfigureAwait(false))
            {
                open.Add(commit);
            }
        }

        open.AddRange(plan.IsWide ? [plan.Opened] : []);
        return cell.After(change, plan.Commit) with { Open = open.Count == 0 ? null : open };
    }

    /// <summary>The change without activities that are in a page already.</summary>
    public async Task<Change> WithoutFiledAsync(Held held, Change change, CancellationToken ct)
    {
        if (change.Activities is not { Count: > 0 } activities || held.Cell.Timeline is not { Pages.Count: > 0 } timeline)
        {
            return change;
        }

        var filed = await Pages.KnownAsync(held.At.Key, timeline, [.. activities.Select(activity => activity.Id)], ct).ConfigureAwait(false);
        return filed.Count == 0 ? change : change with { Activities = [.. activities.Where(activity => !filed.Contains(activity.Id))] };
    }
}
