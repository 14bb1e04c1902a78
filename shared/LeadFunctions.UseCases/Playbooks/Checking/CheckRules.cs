using LeadFunctions.Domain.Playbooks;

namespace LeadFunctions.UseCases.Playbooks.Checking;

/// <summary>Rules that can never add anything.</summary>
internal static class CheckRules
{
    public static IEnumerable<Finding> In(Playbook playbook) =>
        Idle(playbook.Scoring).Concat(Shadowed(playbook.Scoring)).Concat(SessionDepth(playbook.Scoring)).Concat(NoCompetitors(playbook));

    private static IEnumerable<Finding> Idle(ScoringRules rules) => rules.Fit.Select(rule => (rule.Id, rule.Points, List: "fit"))
        .Concat(rules.Engagement.Select(rule => (rule.Id, rule.Points, List: "engagement")))
        .Concat(rules.State.Select(rule => (rule.Id, rule.Points, List: "state")))
        .Where(rule => rule.Points == 0)
        .Select(rule => Finding.Warning($"scoring.{rule.List}.{rule.Id}", "gives 0 points"));

    private static IEnumerable<Finding> Shadowed(ScoringRules rules)
    {
        foreach (var factor in rules.Fit.GroupBy(rule => rule.Factor, StringComparer.Ordinal).Select(group => group.ToList()))
        {
            for (var i = 1; i < factor.Count; i++)
            {
                if (factor.Take(i).FirstOrDefault(earlier => Covering.Covers(earlier.When, factor[i].When)) is { } shadow)
                {
                    yield return Finding.Warning(
                        $"scoring.fit.{factor[i].Id}", $"never counts: whenever it holds, '{shadow.Id}' above it holds too, and the first in a factor wins; put the narrower rule first");
                }
            }
        }
    }

    private static IEnumerable<Finding> SessionDepth(ScoringRules rules)
    {
        if (rules.SessionDepth is { } depth && rules.Engagement.All(rule => rule.Signal != depth.Signal))
        {
            yield return Finding.Warning("scoring.sessionDepth", $"no engagement rule gives points for '{depth.Signal}'");
        }
    }

    private static IEnumerable<Finding> NoCompetitors(Playbook playbook)
    {
        if (playbook.Domains.Competitors.Count > 0)
        {
            yield break;
        }

        var asking = playbook.Scoring.State.Where(rule => rule.When is Condition.IsTrue { Fact: "competitor" }).Select(rule => $"scoring.state.{rule.Id}")
            .Concat(playbook.Gates.Where(gate => gate.When is Condition.IsTrue { Fact: "competitor" }).Select(gate => $"gates.{gate.Id}"));
        foreach (var key in asking)
        {
            yield return Finding.Warning(key, "never holds: domains.competitors is empty; list your competitors' email domains there");
        }
    }
}
