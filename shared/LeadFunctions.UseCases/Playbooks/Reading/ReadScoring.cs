using LeadFunctions.Domain.Playbooks;

namespace LeadFunctions.UseCases.Playbooks.Reading;

/// <summary><c>scoring</c>: groups and the three kinds of rules.</summary>
internal static class ReadScoring
{
    private const string Rule = "rule";
    private const string Group = "group";
    private const int MostPoints = 1_000;

    public static ScoringRules From(Section document, ReadCondition conditions) =>
        document.One("scoring", PlaybookKeys.Scoring, scoring => Rules(scoring, conditions)) ?? new ScoringRules();

    private static ScoringRules Rules(Section scoring, ReadCondition conditions)
    {
        var none = new ScoringRules();
        var repeat = ReadRepeat.From(scoring, new Repeat.Each());
        var decay = ReadDecay.From(scoring, new Decay.None());
        var (min, max) = Range(scoring);
        var grades = scoring.One("grades", PlaybookKeys.Grades, section => new GradeBounds(Bounds(section, "fit", none.FitGrades), Bounds(section, "engagement", none.EngagementGrades)));
        return new ScoringRules
        {
            Min = min,
            Max = max,
            FitGrades = grades?.Fit ?? none.FitGrades,
            EngagementGrades = grades?.Engagement ?? none.EngagementGrades,
            Groups = scoring.Each("groups", PlaybookKeys.Group, ScoreGroupOf),
            Fit = [.. scoring.Each("fit", PlaybookKeys.Factor, factor => Factor(factor, conditions)).SelectMany(rules => rules)],
            Engagement = scoring.Each("engagement", PlaybookKeys.EngagementRule, rule => new EngagementRule(
                rule.Define("id", Rule), rule.Text("label"), rule.Use("signal", ReadSignals.Kind) ?? "", Points(rule), rule.Use("group", Group),
                ReadRepeat.From(rule, repeat), ReadDecay.From(rule, decay))),
            State = scoring.Each("state", PlaybookKeys.StateRule, rule => State(rule, conditions)),
            SessionDepth = scoring.One("sessionDepth", PlaybookKeys.SessionDepth, depth => new SessionDepth(
                depth.Use("signal", ReadSignals.Kind) ?? "", depth.Whole("pages", 3, 2, 1_000), depth.Duration("gap") ?? TimeSpan.FromMinutes(30))),
        };
    }

    private sealed record GradeBounds(IReadOnlyList<int> Fit, IReadOnlyList<int> Engagement);

    private static (int Min, int Max) Range(Section scoring)
    {
        if (scoring.Find("range") is not { } node || Section.Open(node, PlaybookKeys.Range, scoring.Reader) is not { } range)
        {
            return (0, 100);
        }

        var (min, max) = (range.Whole("min", 0, -10_000, 10_000), range.Whole("max", 100, -10_000, 10_000));
        if (min >= max)
        {
            scoring.Reader.Errors.Add(node, "'min' must be less than 'max'");
        }

        return (min, max);
    }

    private static IReadOnlyList<int> Bounds(Section grades, string key, IReadOnlyList<int> or)
    {
        if (grades.Find(key) is not { } node)
        {
            return or;
        }

        var bounds = node is YamlList list ? list.Items.Select(item => grades.Reader.Whole(item, -10_000, 10_000)).OfType<int>().ToList() : [];
        if (bounds.Count != 3 || bounds[0] <= bounds[1] || bounds[1] <= bounds[2])
        {
            grades.Reader.Errors.Add(node, "expected three lower bounds, best grade first: [50, 30, 15]");
        }

        return bounds;
    }

    private static ScoreGroup ScoreGroupOf(Section section)
    {
        var group = new ScoreGroup(
            section.Define("id", Group), section.Text("label"), section.OptionalWhole("min", -10_000, 10_000), section.OptionalWhole("max", -10_000, 10_000));
        if (group.Min > group.Max)
        {
            section.Reader.Errors.Add(section.At, "'min' must not be more than 'max'");
        }

        return group;
    }

    private static IReadOnlyList<FitRule> Factor(Section section, ReadCondition conditions)
    {
        var factor = section.Define("factor", "factor");
        var group = section.Use("group", Group);
        return section.Each("rules", PlaybookKeys.FitRule, rule => new FitRule(
            rule.Define("id", Rule), rule.Text("label"), factor, conditions.Of(rule), Points(rule), group));
    }

    private static StateRule State(Section rule, ReadCondition conditions)
    {
        if (rule.Has("when") == rule.Has("inactiveFor"))
        {
            rule.Reader.Errors.Add(rule.At, "give either 'when' or 'inactiveFor', one of the two");
        }

        return new StateRule(
            rule.Define("id", Rule), rule.Text("label"), rule.Has("when") ? conditions.Of(rule) : null, rule.Duration("inactiveFor"), Points(rule), rule.Use("group", Group));
    }

    private static int Points(Section rule) => rule.Whole("points", 0, -MostPoints, MostPoints);
}
