using LeadFunctions.Domain.Playbooks;

namespace LeadFunctions.UseCases.Playbooks.Checking;

/// <summary>The most points a playbook can give. Rules that count more than once are taken as without end.</summary>
internal static class Reach
{
    /// <summary>With every fit factor at its best.</summary>
    public static double OfFit(ScoringRules rules) => Sum(rules, Fit(rules));

    /// <summary>Of everything together, after the clamps.</summary>
    public static double OfScore(ScoringRules rules)
    {
        var engagement = rules.Engagement.Where(rule => rule.Points > 0).Select(rule => (rule.Group, rule.Repeat is Repeat.Once ? rule.Points : double.PositiveInfinity));
        var state = rules.State.Where(rule => rule.Points > 0).Select(rule => (rule.Group, (double)rule.Points));
        return Math.Min(rules.Max, Sum(rules, [.. Fit(rules), .. engagement, .. state]));
    }

    private static IEnumerable<(string? Group, double Points)> Fit(ScoringRules rules) => rules.Fit
        .GroupBy(rule => rule.Factor, StringComparer.Ordinal)
        .Select(factor => factor.MaxBy(rule => rule.Points)!)
        .Where(rule => rule.Points > 0)
        .Select(rule => (rule.Group, (double)rule.Points));

    private static double Sum(ScoringRules rules, IEnumerable<(string? Group, double Points)> points) => points
        .GroupBy(line => line.Group, StringComparer.Ordinal)
        .Sum(group => Math.Min(group.Sum(line => line.Points), rules.Groups.FirstOrDefault(known => known.Id == group.Key)?.Max ?? double.PositiveInfinity));
}
