using LeadFunctions.Domain.Leads;

namespace LeadFunctions.Domain.Merging;

/// <summary>Whether one lead may take in another, and which of two would (decision 006).</summary>
public static class Mergeable
{
    /// <returns>Why not; null when it may.</returns>
    public static string? WhyNot(Lead survivor, Link mine, Lead other, Link its)
    {
        if (survivor.Id == other.Id)
        {
            return "a lead cannot be merged with itself";
        }

        return mine.Into is { } into ? $"it is merged into {into} itself: merge with that one"
            : its.Into == survivor.Id ? "they are merged already"
            : its.Into is { } elsewhere ? $"the other one is merged into {elsewhere} already"
            : its.From is not null ? "the other one has taken in leads itself: unmerge those first, or merge the other way round"
            : mine.From?.Count >= Link.MostFrom ? $"it has taken in {Link.MostFrom} leads, which is as many as one may"
            : Rank(other) > Rank(survivor) ? $"the other one is further along ({Name(other)}): merge the other way round"
            : null;
    }

    /// <summary>The one further along; of two at one stage the one somebody has, then the older, then the smaller id.</summary>
    public static int Compare(Lead one, Lead other) =>
        Rank(one) != Rank(other) ? Rank(other).CompareTo(Rank(one))
        : (one.Owner is null) != (other.Owner is null) ? (one.Owner is null).CompareTo(other.Owner is null)
        : one.CreatedAt != other.CreatedAt ? one.CreatedAt.CompareTo(other.CreatedAt)
        : string.CompareOrdinal(one.Id, other.Id);

    /// <summary>How far a lead has come; what ended is behind what goes on.</summary>
    private static int Rank(Lead lead) => lead.Stage switch
    {
        Stage.Lost or Stage.Disqualified or Stage.Archived => -1,
        var open => (int)open,
    };

    private static string Name(Lead lead) => lead.Stage.ToString().ToLowerInvariant();
}
