namespace LeadFunctions.Domain.Scoring;

/// <summary>A score at an instant with every line behind it. <c>Lines.Sum(l => l.Points) == Total</c>, always.</summary>
/// <param name="Fit">Sum of the fit lines, after their group clamps.</param>
/// <param name="Engagement">Sum of the engagement and state lines, after their group clamps.</param>
/// <param name="Total">The score: everything, clamped to the playbook's range.</param>
/// <param name="Grade">Fit A to D and engagement 1 to 4: <c>B2</c>.</param>
/// <param name="Band">Band id by total.</param>
public sealed record ScoreCard(
    DateTimeOffset At, string PlaybookVersion, Points Fit, Points Engagement, Points Total, string Grade, string Band, IReadOnlyList<ScoreLine> Lines);

/// <summary>One addend of a score.</summary>
/// <param name="Kind">What sort of line: fit, engagement, state, adjustment, or the correction a clamp makes.</param>
/// <param name="Rule">Rule id; for a clamp the group's id or <c>total</c>.</param>
/// <param name="Points">What it adds, in milli-points.</param>
/// <param name="Raw">The rule's points before decay.</param>
/// <param name="Factor">Decay factor at the instant, 0 to 1 (1 where nothing decays).</param>
/// <param name="EventId">The signal's or adjustment's id, when an event made the line.</param>
/// <param name="EventAt">Its time.</param>
/// <param name="Why">For people: <c>Pricing page view, 12 days ago</c>; <c>not counted: once per lead</c>.</param>
public sealed record ScoreLine(
    ScoreLineKind Kind, string Rule, string Label, string? Group, Points Points, Points Raw, double Factor, string? EventId, DateTimeOffset? EventAt, string Why);

public enum ScoreLineKind
{
    Fit,
    Engagement,
    State,
    Adjustment,
    GroupCap,
    TotalCap,
}

/// <summary>The score as stored on the lead, for lists and for seeing what changed.</summary>
public sealed record ScoreSnapshot(Points Fit, Points Engagement, Points Total, string Grade, string Band, DateTimeOffset At, string PlaybookVersion)
{
    public static readonly ScoreSnapshot None = new(default, default, default, "D4", "", DateTimeOffset.UnixEpoch, "");
}
