namespace LeadFunctions.Domain.Merging;

/// <summary>
/// Who is merged with whom, of one lead: what makes merging two leads at once, in a circle, or with an erased one impossible. Both leads' links change in the
/// commit that decides, so that of two deciding at the same time one has to look again.
/// </summary>
/// <param name="Into">The lead it is merged into; null while it stands for itself.</param>
/// <param name="From">The leads merged into it; null when there is none.</param>
public sealed record Link(string? Into = null, IReadOnlyList<string>? From = null)
{
    /// <summary>A lead takes in this many others at most.</summary>
    public const int MostFrom = 20;

    public Link With(string other) => this with { From = [.. (From ?? []).Where(one => one != other), other] };

    public Link Without(string other) => this with { From = (From ?? []).Where(one => one != other).ToList() is { Count: > 0 } rest ? rest : null };
}

/// <summary>What an absorbed lead says about its merge.</summary>
/// <param name="By">A person's or key's name, or <c>system</c>.</param>
public sealed record MergeNote(DateTimeOffset At, string By, string? Reason);

/// <summary>A lead that was merged into another, as the other knows it. What it brings is kept on itself, and given back from there.</summary>
/// <param name="Seen">Its version when it was last counted.</param>
public sealed record AbsorbedLead(string Id, string Email, MergeNote Note, long Seen);
