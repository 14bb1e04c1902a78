using LeadFunctions.Domain.Backtesting;
using LeadFunctions.Domain.Playbooks;
using LeadFunctions.Domain.Scoring;

namespace LeadFunctions.UseCases.Playbooks.Learning;

/// <summary>Leads by rules: how much of each rule a lead had (1 is the rule's points once, undecayed), as it stood before anybody knew what would come of it.</summary>
public sealed class RuleTable
{
    private RuleTable(IReadOnlyList<RuleColumn> rules, IReadOnlyList<RuleRow> rows) => (Rules, Rows) = (rules, rows);

    public IReadOnlyList<RuleColumn> Rules { get; }

    public IReadOnlyList<RuleRow> Rows { get; }

    public static RuleTable Of(IReadOnlyList<LeadHistory> histories, Rulebook rules)
    {
        var columns = Columns(rules.Playbook.Scoring);
        var places = columns.Select((column, i) => (column.Id, i)).ToDictionary(one => one.Id, one => one.i, StringComparer.Ordinal);
        var rows = new RuleRow[histories.Count];
        Parallel.For(0, histories.Count, i => rows[i] = Row(histories[i], rules, columns, places));
        return new RuleTable(columns, rows);
    }

    public static IReadOnlyList<RuleColumn> Columns(ScoringRules rules) =>
    [
        .. rules.Fit.Select(rule => new RuleColumn(rule.Id, rule.Label, "fit", rule.Points)),
        .. rules.Engagement.Select(rule => new RuleColumn(rule.Id, rule.Label, "engagement", rule.Points)),
        .. rules.State.Select(rule => new RuleColumn(rule.Id, rule.Label, "state", rule.Points)),
    ];

    private static RuleRow Row(LeadHistory history, Rulebook rules, IReadOnlyList<RuleColumn> columns, Dictionary<string, int> places)
    {
        var values = new double[columns.Count];
        var at = Replay.LastBeforeDecision(history);
        var total = 0.0;
        if (at is { } instant)
        {
            var card = rules.Model.Explain(new ScoringInput(Replay.FactsAt(history, rules, instant), history.Events, history.Adjustments, default), instant);
            total = (double)card.Total.ToDecimal();
            foreach (var line in card.Lines)
            {
                if (places.TryGetValue(line.Rule, out var place) && columns[place].Points != 0)
                {
                    values[place] += line.Points.Milli / (1000.0 * columns[place].Points);
                }
            }
        }

        return new RuleRow(history.LeadId, values, history.SqlAt is not null, history.WonAt is not null, total, history.Rejected);
    }
}

/// <param name="Kind"><c>fit</c>, <c>engagement</c> or <c>state</c>.</param>
public sealed record RuleColumn(string Id, string Label, string Kind, int Points)
{
    public string Key => $"scoring.{Kind}.{Id}";
}

/// <param name="Score">By the playbook's own points, clamps included.</param>
public sealed record RuleRow(string LeadId, double[] Values, bool Sql, bool Won, double Score, IReadOnlyList<string> Rejected);
