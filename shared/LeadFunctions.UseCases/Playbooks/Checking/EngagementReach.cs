using LeadFunctions.Domain.Playbooks;
using LeadFunctions.Domain.Scoring;

namespace LeadFunctions.UseCases.Playbooks.Checking;

/// <summary>What signals are worth at most at one instant: without end where each of them counts, else as many as the repeat limit lets through before they decay.</summary>
internal static class EngagementReach
{
    /// <summary>Stands for "without end", far above anything that adds up.</summary>
    public const long Endless = long.MaxValue / 1024;

    public static (Reached Least, Reached Most) Of(ScoringRules rules)
    {
        var (least, most) = (new long[rules.Groups.Count + 1], new long[rules.Groups.Count + 1]);
        foreach (var rule in rules.Engagement)
        {
            var bucket = 1 + rules.Groups.ToList().FindIndex(group => group.Id == rule.Group);
            var worth = DecayReach.AtOnce(rule) is { } milli ? milli : Math.Sign(rule.Points) * Endless;
            most[bucket] = Math.Min(Endless, most[bucket] + Math.Max(0, worth));
            least[bucket] = Math.Max(-Endless, least[bucket] + Math.Min(0, worth));
        }

        var none = new Cells(new long[rules.Groups.Count + 1]);
        return (new Reached(new Cells(least), none), new Reached(new Cells(most), none));
    }
}
