using LeadFunctions.Domain.Clocks;
using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Lifecycle;
using LeadFunctions.Domain.Nurture;

namespace LeadFunctions.Domain.Metrics;

/// <summary>
/// What one lead adds to the figures (semantics 12): a function of the lead alone, so counting it again changes nothing, and counting the changed lead is taking
/// away the old and adding the new (<see cref="Shares"/>). No personal data: what stays when the lead is erased.
/// </summary>
/// <param name="Entered">The day it came (UTC): its cohort.</param>
public sealed record Contribution(DateOnly Entered)
{
    public string? Source { get; init; }

    public string? Campaign { get; init; }

    /// <summary>Whose deal it is; before there is one, who has it or had it last.</summary>
    public string? Owner { get; init; }

    public string? Pool { get; init; }

    public string Stage { get; init; } = "";

    public string Band { get; init; } = "";

    /// <summary>Whole points when it last became an MQL; null when it never did.</summary>
    public int? Score { get; init; }

    /// <summary>Of the playbook that scored it then.</summary>
    public string? Version { get; init; }

    /// <summary>By time.</summary>
    public IReadOnlyList<Fact> Facts { get; init => field = value ?? []; } = [];

    public static Contribution Of(Lead lead) => new(DateOnly.FromDateTime(lead.CreatedAt.UtcDateTime))
    {
        Source = SourceOf(lead.FirstTouch?.Attribution),
        Campaign = Clip(lead.FirstTouch?.Attribution.Campaign),
        Owner = lead.Deal?.PersonId ?? lead.Owner?.PersonId ?? lead.Stays.LastOrDefault(stay => stay.PersonId is not null)?.PersonId,
        Pool = lead.Owner?.PoolId ?? lead.Holding?.PoolId ?? lead.Stays.LastOrDefault(stay => stay.PoolId is not null)?.PoolId,
        Stage = Transitions.NameOf(lead.Stage),
        Band = lead.Score.Band,
        Score = lead.BecameMql is { } mark ? (int)Math.Floor(mark.Score.ToDecimal()) : null,
        Version = lead.BecameMql?.PlaybookVersion,
        Facts = CountedFacts.Of(lead),
    };

    /// <summary>Whether a change of the lead may change a figure. Asked at every commit, so what did not change at all is seen by reference.</summary>
    public static bool Changed(Lead before, Lead after) =>
        before.Version == 0 || (!IsUntouched(before, after) && !Of(before).Equals(Of(after)));

    /// <summary>
    /// With what was counted before and the lead has since let go of, because it keeps only the latest clocks, runs and stays. What is newer than all it
    /// shows was taken back and is not kept, nor what it no longer shows though it has room.
    /// </summary>
    public Contribution Keeping(Contribution? counted)
    {
        if (counted is null)
        {
            return this;
        }

        var shown = Facts.Select(fact => (fact.Kind, fact.Of, fact.At)).ToHashSet();
        var newest = Facts.GroupBy(fact => fact.Kind).ToDictionary(kind => kind.Key, kind => kind.Max(fact => fact.At));
        var firstStay = Facts.Where(fact => fact.Kind == FactKind.Stay).Select(fact => fact.At).DefaultIfEmpty(DateTimeOffset.MaxValue).Min();
        var let = counted.Facts.Where(fact => !shown.Contains((fact.Kind, fact.Of, fact.At)) && IsFull(fact.Kind)
            && (fact.At < firstStay || (newest.TryGetValue(fact.Kind, out var last) && fact.At < last))).ToList();
        return let.Count == 0 ? this : this with { Facts = CountedFacts.InOrder(let.Concat(Facts)) };
    }

    /// <summary>Whether the lead may have let go of one; responses and deals go with their stays.</summary>
    private bool IsFull(FactKind kind) => kind switch
    {
        FactKind.Clock => Facts.Count(fact => fact.Kind == FactKind.Clock) >= RunningClocks.MostEnded,
        FactKind.Run => Facts.Count(fact => fact.Kind == FactKind.Run) >= Enrolment.MostEnded,
        _ => Facts.Count(fact => fact.Kind == FactKind.Stay) > Stays.Most,
    };

    public bool Equals(Contribution? other) =>
        other is not null
        && (Entered, Source, Campaign, Owner, Pool) == (other.Entered, other.Source, other.Campaign, other.Owner, other.Pool)
        && (Stage, Band, Score, Version) == (other.Stage, other.Band, other.Score, other.Version)
        && Facts.SequenceEqual(other.Facts);

    public override int GetHashCode() => HashCode.Combine(Entered, Stage, Band, Facts.Count);

    private static bool IsUntouched(Lead before, Lead after) =>
        ReferenceEquals(before.Stays, after.Stays) && ReferenceEquals(before.Clocks, after.Clocks) && ReferenceEquals(before.Enrolments, after.Enrolments)
        && ReferenceEquals(before.Owner, after.Owner) && ReferenceEquals(before.Holding, after.Holding) && ReferenceEquals(before.Deal, after.Deal)
        && ReferenceEquals(before.FirstContact, after.FirstContact) && ReferenceEquals(before.BecameMql, after.BecameMql)
        && before.Stage == after.Stage && before.Score.Band == after.Score.Band && before.FirstTouch == after.FirstTouch && before.CreatedAt == after.CreatedAt;

    /// <summary>As it was tagged, else whose advertisement it was.</summary>
    private static string? SourceOf(Attribution? touch) =>
        Clip(touch?.Source) ?? (touch?.ClickId is { } click ? click.Split(':')[0] : null);

    private static string? Clip(string? text) =>
        string.IsNullOrWhiteSpace(text) ? null : new string([.. text.Trim().ToLowerInvariant().Where(letter => !char.IsControl(letter)).Take(60)]);
}
