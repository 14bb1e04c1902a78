using LeadFunctions.Domain.Leads;

namespace LeadFunctions.Cosmos.Cells;

/// <summary>A lead's activities: the latest in its own document, the others in pages beside it, of which it only keeps what tells whether to look there.</summary>
internal sealed record Timeline(IReadOnlyList<Activity> Unfiled, IReadOnlyList<FiledPage> Pages)
{
    /// <summary>So many go into one page: the more, the fewer writes, and the longer they are carried along.</summary>
    public const int PageSize = 40;

    public static readonly Timeline Empty = new([], []);

    /// <summary>It is time to file.</summary>
    public bool IsFull => Unfiled.Count >= PageSize;

    /// <summary>Without those that are here already. Whether a page has one is for the caller to know.</summary>
    public Timeline With(IReadOnlyList<Activity> added) => this with { Unfiled = [.. Unfiled.Concat(added).DistinctBy(activity => activity.Id)] };

    /// <summary>After a page was written with these.</summary>
    public Timeline Filed(IReadOnlyList<Activity> page)
    {
        var ids = page.Select(activity => activity.Id).ToHashSet(StringComparer.Ordinal);
        return new([.. Unfiled.Where(activity => !ids.Contains(activity.Id))], [.. Pages, FiledPage.Of(page)]);
    }
}

/// <param name="Ids">A <see cref="IdFilter"/> of the ids in it.</param>
/// <param name="From">Ticks of its earliest activity.</param>
/// <param name="To">Ticks of its latest.</param>
internal sealed record FiledPage(string Ids, long From, long To)
{
    public static FiledPage Of(IReadOnlyList<Activity> page) => new(
        IdFilter.Of([.. page.Select(activity => activity.Id)]), page.Min(activity => activity.At.UtcTicks), page.Max(activity => activity.At.UtcTicks));
}
