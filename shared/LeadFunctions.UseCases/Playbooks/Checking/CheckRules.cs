using LeadFunctions.Domain.Playbooks;

namespace LeadFunctions.UseCases.Playbooks.Checking;

/// <summary>Rules that can never add anything.</summary>
internal static class CheckRules
{
    public static IEnumerable<Finding> In(Playbook playbook) =>
        Idle(playbook.Scoring).Concat(Impossible(playbook)).Concat(Shadowed(playbook)).Concat(SessionDepth(playbook.Scoring)).Concat(Gates(playbook)).Concat(NoCompetitors(playbook));

    private static IEnumerable<Finding> Idle(ScoringRules rules) => rules.Fit.Select(rule => (rule.Id, rule.Points, List: "fit"))
        .Concat(rules.Engagement.Select(rule => (rule.Id, rule.Points, List: "engagement")))
        .Concat(rules.State.Select(rule => (rule.Id, rule.Points, List: "state")))
        .Where(rule => rule.Points == 0)
        .Select(rule => Finding.Warning("no-effect", $"scoring.{rule.List}.{rule.Id}", "gives 0 points; give it some, or remove it"))
        .Concat(rules.Groups.Where(group => group is { Min: 0, Max: 0 })
            .Select(group => Finding.Warning("no-effect", $"scoring.groups.{group.Id}", "holds all its rules at 0 points; give it a wider range, or remove its rules")));

    private static IEnumerable<Finding> Impossible(Playbook playbook) =>
        playbook.Scoring.Fit.Select(rule => ($"scoring.fit.{rule.Id}", rule.When))
            .Concat(playbook.Scoring.State.Where(rule => rule.When is not null).Select(rule => ($"scoring.state.{rule.Id}", rule.When!)))
            .Concat(playbook.Gates.Select(gate => ($"gates.{gate.Id}", gate.When)))
            .Concat(playbook.Sequences.Where(sequence => sequence.Entry.Signals.Count == 0).Select(sequence => ($"sequences.{sequence.Id}.enter", sequence.Entry.When)))
            .Where(rule => Logic.Never(rule.Item2, playbook))
            .Select(rule => Finding.Warning("never-holds", rule.Item1, "never holds: what it asks for excludes itself; loosen the condition, or remove it"));

    private static IEnumerable<Finding> Shadowed(Playbook playbook)
    {
        foreach (var factor in playbook.Scoring.Fit.GroupBy(rule => rule.Factor, StringComparer.Ordinal).Select(group => group.ToList()))
        {
            for (var i = 1; i < factor.Count; i++)
            {
                if (Shadow(factor[..i], factor[i], playbook) is { } shadow)
                {
                    yield return Finding.Warning(
                        "rule-shadowed", $"scoring.fit.{factor[i].Id}", $"never counts: whenever it holds, {shadow} above it holds too, and the first in a factor wins; put the narrower rule first");
                }
            }
        }
    }

    private static string? Shadow(List<FitRule> above, FitRule rule, Playbook playbook) =>
        above.FirstOrDefault(earlier => Logic.Covers([earlier.When], rule.When, playbook)) is { } one ? $"'{one.Id}'"
        : Logic.Covers([.. above.Select(earlier => earlier.When)], rule.When, playbook) ? "one of " + string.Join(", ", above.Select(earlier => $"'{earlier.Id}'"))
        : null;

    private static IEnumerable<Finding> SessionDepth(ScoringRules rules)
    {
        if (rules.SessionDepth is { } depth && rules.Engagement.All(rule => rule.Signal != depth.Signal))
        {
            yield return Finding.Warning("no-effect", "scoring.sessionDepth", $"no engagement rule gives points for '{depth.Signal}'; add one, or remove this");
        }
    }

    private static IEnumerable<Finding> Gates(Playbook playbook) => playbook.Gates.Where(gate => Logic.Always(gate.When, playbook))
        .Select(gate => Finding.Error("gate-always", $"gates.{gate.Id}", "holds for every lead, so nobody ever becomes an MQL; narrow the condition"));

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
            yield return Finding.Warning("no-competitors", key, "never holds: domains.competitors is empty; list your competitors' email domains there");
        }
    }
}
