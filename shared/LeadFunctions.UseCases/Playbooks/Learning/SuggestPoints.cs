using LeadFunctions.Domain.Backtesting;
using LeadFunctions.Domain.Playbooks;
using LeadFunctions.UseCases.Import;
using LeadFunctions.UseCases.Playbooks.Checking;
using LeadFunctions.UseCases.Playbooks.Publishing;

namespace LeadFunctions.UseCases.Playbooks.Learning;

/// <summary>
/// Points from history: a regularised logistic regression on what each rule gave each lead, brought to whole points that make about as many MQLs as now.
/// The result is the same text with other numbers, for a person to read and change; nothing is published.
/// </summary>
public static class SuggestPoints
{
    public const int Folds = 5;

    /// <summary>Below these nothing is said: about anything, or about one rule.</summary>
    private const int LeastOutcomes = 20;
    private const int LeastLeads = 10;

    /// <param name="text">The playbook's text.</param>
    /// <param name="outcome"><c>sql</c> or <c>won</c>.</param>
    /// <returns>Null when too few leads came to it, or too few did not.</returns>
    public static Suggestion? From(string text, Playbook playbook, IReadOnlyList<LeadHistory> histories, string outcome)
    {
        var rules = PlaybookVersions.Rulebook(playbook);
        var table = RuleTable.Of(histories, rules);
        var came = table.Rows.Select(row => outcome == "won" ? row.Won : row.Sql).ToList();
        var positives = came.Count(one => one);
        if (positives < LeastOutcomes || came.Count - positives < LeastOutcomes)
        {
            return null;
        }

        var points = PointScale.Of(table, came, playbook);
        var suggested = Rewrite(text, points);
        return new Suggestion(outcome, came.Count, positives, Compare(table, came, playbook), [.. points], RuleOverlap.Of(table), suggested);
    }

    /// <summary>By turns, four fifths of the leads teach and the rest, unseen, are scored: who goes where follows from the lead's id.</summary>
    private static Aucs Compare(RuleTable table, List<bool> came, Playbook playbook)
    {
        var (current, suggested, regression) = (new List<double>(), new List<double>(), new List<double>());
        for (var fold = 0; fold < Folds; fold++)
        {
            var (taught, asked) = (Members(table, row => FoldOf(row) != fold), Members(table, row => FoldOf(row) == fold));
            if (asked.Count == 0)
            {
                continue;
            }

            var teacher = Regression.Fit([.. taught.Select(i => table.Rows[i].Values)], [.. taught.Select(i => came[i])]);
            var points = PointScale.Of(table, came, playbook, taught);
            double Auc(Func<RuleRow, double> score) => Lift.Auc([.. asked.Select(i => ((decimal)Math.Round(score(table.Rows[i]), 9), came[i]))]);
            current.Add(Auc(row => row.Score));
            regression.Add(Auc(row => teacher.Of(row.Values)));
            suggested.Add(Auc(row => PointScale.Score(row, points, playbook.Scoring)));
        }

        return new Aucs(Mean(current), Mean(suggested), Mean(regression));
    }

    /// <summary>The same text with other numbers where they stand; comments and layout stay.</summary>
    private static string Rewrite(string text, IReadOnlyList<SuggestedRule> points)
    {
        var (places, lines) = (new Places(text), text.Split('\n'));
        // From the end of each line on, so that a longer number moves nothing that is still to be written.
        foreach (var (rule, at) in points.Where(rule => rule.Suggested != rule.Rule.Points).Select(rule => (rule, at: places.Of(rule.Rule.Key + ".points"))).OrderByDescending(one => one.at))
        {
            var (line, column) = (lines[at.Line - 1], at.Column - 1);
            var length = line[column..].TakeWhile(c => c is '-' or '+' || char.IsAsciiDigit(c)).Count();
            lines[at.Line - 1] = string.Concat(line.AsSpan(0, column), rule.Suggested.ToString(System.Globalization.CultureInfo.InvariantCulture), line.AsSpan(column + length));
        }

        return string.Join('\n', lines);
    }

    internal static bool IsRare(int leads) => leads < LeastLeads;

    private static List<int> Members(RuleTable table, Func<RuleRow, bool> isIn) => [.. Enumerable.Range(0, table.Rows.Count).Where(i => isIn(table.Rows[i]))];

    private static int FoldOf(RuleRow row)
    {
        // FNV-1a: the same on every machine and in every run.
        var hash = 2166136261u;
        foreach (var letter in row.LeadId)
        {
            hash = (hash ^ letter) * 16777619u;
        }

        return (int)((hash >> 8) % Folds);
    }

    private static double Mean(List<double> values) => values.Count == 0 ? 0.5 : Math.Round(values.Average(), 4);
}

/// <param name="Text">A draft: the playbook with these points.</param>
public sealed record Suggestion(string Outcome, int Leads, int Positives, Aucs Auc, IReadOnlyList<SuggestedRule> Rules, IReadOnlyList<RuleOverlap> Overlaps, string Text);

/// <summary>Over leads that the numbers were not made from: 0.5 says nothing, 1 everything.</summary>
public sealed record Aucs(double Current, double Suggested, double Regression);

/// <param name="Low">Of the 95 % interval, in points; null when too few leads had the rule.</param>
public sealed record SuggestedRule(RuleColumn Rule, int Suggested, int? Low, int? High, int Leads, int Positives, string? Note);
