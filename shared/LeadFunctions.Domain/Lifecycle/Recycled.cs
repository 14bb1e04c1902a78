using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Playbooks;
using LeadFunctions.Domain.Scoring;

namespace LeadFunctions.Domain.Lifecycle;

/// <summary>
/// What counts towards becoming an MQL again after a recycle or reject. During the cooldown: engagement by signals after it, and nothing else, so that a fine
/// job title cannot bring somebody back whom sales has just refused. Afterwards the whole score, once they have done anything since. A hand-raise always passes.
/// </summary>
internal static class Recycled
{
    /// <param name="input">What the lead's score is made of.</param>
    public static Points Counts(Lead lead, ScoringInput input, Rulebook rules, DateTimeOffset now)
    {
        if (lead.Recycled is not { } recycled)
        {
            return lead.Score.Total;
        }

        if (!HasMoved(lead, recycled))
        {
            return new Points(long.MinValue);
        }

        return now >= recycled.CooldownUntil
            ? lead.Score.Total
            : rules.Model.Score(input with { Ledger = [.. input.Ledger.Where(happened => happened.At > recycled.At)], Adjustments = [] }, now).Engagement;
    }

    /// <summary>The end of the cooldown, for a lead that it holds back; null for others.</summary>
    public static DateTimeOffset? LooksAgainAt(Lead lead, DateTimeOffset now) =>
        lead.Stage == Stage.Raw && lead.Recycled is { } recycled && recycled.CooldownUntil > now && HasMoved(lead, recycled) ? recycled.CooldownUntil : null;

    private static bool HasMoved(Lead lead, Recycling recycled) => lead.LastActivityAt > recycled.At;
}
