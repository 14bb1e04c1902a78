using LeadFunctions.Domain.Playbooks;

namespace LeadFunctions.UseCases.Playbooks.Learning;

/// <summary>From weights to whole points: on a scale on which about as many leads reach the MQL bound as do now, and nearly nobody more than there is.</summary>
internal static class PointScale
{
    private const int MostPoints = 1000;

    /// <param name="members">Whom to learn from; null is everybody.</param>
    public static IReadOnlyList<SuggestedRule> Of(RuleTable table, IReadOnlyList<bool> came, Playbook playbook, IReadOnlyList<int>? members = null)
    {
        var learned = members ?? [.. Enumerable.Range(0, table.Rows.Count)];
        var rows = learned.Select(i => table.Rows[i]).ToList();
        var regression = Regression.Fit([.. rows.Select(row => row.Values)], [.. learned.Select(i => came[i])]);
        var scale = Scale(rows, regression, playbook);
        return [.. table.Rules.Select((rule, i) => Rule(rule, i, (rows, learned, came), regression, scale))];
    }

    /// <summary>As the playbook would add it up: whole points, group clamps aside, within the total's range.</summary>
    public static double Score(RuleRow row, IReadOnlyList<SuggestedRule> points, ScoringRules rules)
    {
        var sum = 0.0;
        for (var i = 0; i < points.Count; i++)
        {
            sum += row.Values[i] * points[i].Suggested;
        }

        return Math.Clamp(sum, rules.Min, rules.Max);
    }

    private static double Scale(List<RuleRow> rows, Regression regression, Playbook playbook)
    {
        var bound = playbook.Bands.FirstOrDefault(band => band.Id == playbook.MqlBand)?.From ?? 41;
        var sums = rows.Select(row => row.Values.Zip(regression.Weights, (value, weight) => value * weight).Sum()).Order().ToList();
        var reaching = rows.Count(row => row.Score >= bound);
        var most = sums[^Math.Max(1, rows.Count / 200)];
        var atBound = reaching == 0 || reaching == rows.Count ? most / 2 : sums[^reaching];
        // Whoever is at the top of today's leads stays within the range: above it all are the same.
        var (byMqls, byRange) = (atBound > 0 ? bound / atBound : double.MaxValue, most > 0 ? playbook.Scoring.Max / most : 1);
        return Math.Min(byMqls, byRange);
    }

    private static SuggestedRule Rule(RuleColumn rule, int index, (List<RuleRow> Rows, IReadOnlyList<int> Members, IReadOnlyList<bool> Came) known, Regression regression, double scale)
    {
        var (leads, positives) = (0, 0);
        for (var i = 0; i < known.Rows.Count; i++)
        {
            var had = known.Rows[i].Values[index] != 0;
            leads += had ? 1 : 0;
            positives += had && known.Came[known.Members[i]] ? 1 : 0;
        }

        if (SuggestPoints.IsRare(leads))
        {
            return new SuggestedRule(rule, rule.Points, null, null, leads, positives, "too few leads to say; left as it is");
        }

        var (weight, error) = (regression.Weights[index], regression.Errors[index]);
        var (low, high) = (Whole((weight - (1.96 * error)) * scale), Whole((weight + (1.96 * error)) * scale));
        var note = weight == 0 ? "everybody has it alike, so it tells nothing"
            : low <= 0 && high >= 0 ? "may as well be nothing: the interval holds 0"
            : weight < 0 != rule.Points < 0 && rule.Points != 0 ? "the opposite of what it gives now: look before you believe it"
            : null;
        return new SuggestedRule(rule, weight == 0 ? rule.Points : Whole(weight * scale), low, high, leads, positives, note);
    }

    private static int Whole(double points) => (int)Math.Clamp(Math.Round(points), -MostPoints, MostPoints);
}
