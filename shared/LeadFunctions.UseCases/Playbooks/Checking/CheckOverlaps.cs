using LeadFunctions.Domain.Playbooks;

namespace LeadFunctions.UseCases.Playbooks.Checking;

/// <summary>Rules that say the same thing twice: always present together, or several on one signal.</summary>
internal static class CheckOverlaps
{
    public static IEnumerable<Finding> In(Playbook playbook) => Together(playbook).Concat(SameSignal(playbook.Scoring)).Concat(SameInactivity(playbook.Scoring));

    private static IEnumerable<Finding> Together(Playbook playbook)
    {
        var rules = playbook.Scoring.Fit.Select(rule => (Key: $"scoring.fit.{rule.Id}", rule.Id, Apart: rule.Factor, rule.When))
            .Concat(playbook.Scoring.State.Where(rule => rule.When is not null).Select(rule => (Key: $"scoring.state.{rule.Id}", rule.Id, Apart: "", When: rule.When!)))
            .ToList();
        for (var i = 1; i < rules.Count; i++)
        {
            var twin = rules.Take(i).FirstOrDefault(other => (other.Apart.Length == 0 || other.Apart != rules[i].Apart) && Same(other.When, rules[i].When, playbook));
            if (twin.Id is not null)
            {
                yield return Finding.Warning("rules-overlap", rules[i].Key, $"holds for exactly the leads that '{twin.Id}' holds for, so both always count together; make one rule of them");
            }
        }
    }

    private static bool Same(Condition one, Condition other, Playbook playbook) =>
        Worlds.FactsOf(one).ToHashSet().SetEquals(Worlds.FactsOf(other)) && Logic.Same(one, other, playbook);

    private static IEnumerable<Finding> SameSignal(ScoringRules rules) => rules.Engagement.GroupBy(rule => rule.Signal, StringComparer.Ordinal)
        .SelectMany(same => same.Skip(1).Select(rule =>
            Finding.Warning("signal-scored-twice", $"scoring.engagement.{rule.Id}", $"'{rule.Signal}' gives points by '{same.First().Id}' already, and both count; make one rule of them")));

    private static IEnumerable<Finding> SameInactivity(ScoringRules rules) => rules.State.Where(rule => rule.InactiveFor is not null).GroupBy(rule => rule.InactiveFor)
        .SelectMany(same => same.Skip(1).Select(rule =>
            Finding.Warning("rules-overlap", $"scoring.state.{rule.Id}", $"begins with '{same.First().Id}', so the same silence is charged twice; make one rule of them")));
}
