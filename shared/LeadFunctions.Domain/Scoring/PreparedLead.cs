using LeadFunctions.Domain.Leads;

namespace LeadFunctions.Domain.Scoring;

/// <summary>
/// A lead looked up for one model by <see cref="ScoringModel.Prepare"/>: names are numbers, the ledger is in order, the facts are points.
/// Scoring it at an instant is then a pass over 16 bytes per event and allocates nothing.
/// </summary>
public sealed class PreparedLead
{
    internal PreparedLead(long[] standing, ScoringEvent[] events, IReadOnlyList<Adjustment> adjustments, long? lastActivity) =>
        (Standing, Events, Adjustments, LastActivity) = (standing, events, adjustments, lastActivity);

    internal long[] Standing { get; }

    internal ScoringEvent[] Events { get; }

    internal IReadOnlyList<Adjustment> Adjustments { get; }

    internal long? LastActivity { get; }
}

/// <summary>A score without its lines.</summary>
/// <param name="Band">Index into the playbook's bands, lowest first.</param>
public readonly record struct ScoreNumbers(Points Fit, Points Engagement, Points Total, int Band);
