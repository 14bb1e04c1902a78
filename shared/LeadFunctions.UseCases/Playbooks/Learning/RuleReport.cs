namespace LeadFunctions.UseCases.Playbooks.Learning;

/// <summary>The report card of every rule: how often it fired, whether those it fired for came to something more often, and why sales gave them back.</summary>
public sealed record RuleReport(string Version, int Leads, int Sql, int Won, int Rejected, IReadOnlyList<RuleCard> Rules, IReadOnlyList<RuleOverlap> Overlaps)
{
    public static RuleReport Of(RuleTable table, string version) => new(
        version, table.Rows.Count, table.Rows.Count(row => row.Sql), table.Rows.Count(row => row.Won), table.Rows.Count(row => row.Rejected.Count > 0),
        [.. table.Rules.Select((rule, i) => Card(rule, i, table.Rows))], RuleOverlap.Of(table));

    private static RuleCard Card(RuleColumn rule, int index, IReadOnlyList<RuleRow> rows)
    {
        var fired = rows.Where(row => row.Values[index] != 0).ToList();
        var reasons = fired.SelectMany(row => row.Rejected.Distinct(StringComparer.Ordinal)).GroupBy(reason => reason, StringComparer.Ordinal)
            .Select(reason => new ReasonCount(reason.Key, reason.Count())).OrderByDescending(reason => reason.Count).ThenBy(reason => reason.Reason, StringComparer.Ordinal);
        return new RuleCard(
            rule, fired.Count, rows.Count == 0 ? 0 : fired.Count / (double)rows.Count,
            RuleLift.Of(fired.Count, fired.Count(row => row.Sql), rows.Count, rows.Count(row => row.Sql)),
            RuleLift.Of(fired.Count, fired.Count(row => row.Won), rows.Count, rows.Count(row => row.Won)),
            fired.Count(row => row.Rejected.Count > 0), [.. reasons]);
    }
}

public sealed record RuleCard(RuleColumn Rule, int Fired, double Share, RuleLift? Sql, RuleLift? Won, int Rejected, IReadOnlyList<ReasonCount> Reasons);

public sealed record ReasonCount(string Reason, int Count);

/// <summary>The rate of those a rule fired for over everybody's, with the 95 % interval of their ratio (log method).</summary>
public sealed record RuleLift(int Positives, double Rate, double Lift, double Low, double High)
{
    /// <returns>Null when nobody came to anything, or the rule never fired.</returns>
    public static RuleLift? Of(int fired, int positives, int leads, int all)
    {
        if (fired == 0 || all == 0 || leads == 0)
        {
            return null;
        }

        var (rate, overall) = (positives / (double)fired, all / (double)leads);
        // Half a lead more on either side keeps the interval finite where nobody came to anything.
        var spread = 1.96 * Math.Sqrt(Math.Max(0, (1 / (positives + 0.5)) - (1 / (fired + 0.5)) + (1 / (all + 0.5)) - (1 / (leads + 0.5))));
        var middle = (positives + 0.5) / (fired + 0.5) / ((all + 0.5) / (leads + 0.5));
        return new RuleLift(positives, rate, rate / overall, middle * Math.Exp(-spread), middle * Math.Exp(spread));
    }
}

/// <summary>Two rules that nearly always come together: a regression cannot tell which of them matters, and neither can anybody else.</summary>
public sealed record RuleOverlap(string One, string Other, int Both, double Correlation)
{
    private const double Least = 0.8;
    private const int LeastLeads = 20;

    public static IReadOnlyList<RuleOverlap> Of(RuleTable table)
    {
        var found = new List<RuleOverlap>();
        var columns = Enumerable.Range(0, table.Rules.Count).Select(i => table.Rows.Select(row => row.Values[i] != 0 ? 1.0 : 0.0).ToArray()).ToList();
        for (var i = 0; i < columns.Count; i++)
        {
            for (var j = i + 1; j < columns.Count; j++)
            {
                var both = columns[i].Zip(columns[j], (one, other) => one * other).Sum();
                var correlation = CorrelationOf(columns[i].Sum(), columns[j].Sum(), both, table.Rows.Count);
                if (both >= LeastLeads && correlation >= Least)
                {
                    found.Add(new RuleOverlap(table.Rules[i].Id, table.Rules[j].Id, (int)both, Math.Round(correlation, 3)));
                }
            }
        }

        return found;
    }

    private static double CorrelationOf(double one, double other, double both, int leads)
    {
        var spread = Math.Sqrt(one * (leads - one) * other * (leads - other));
        return spread == 0 ? 0 : ((leads * both) - (one * other)) / spread;
    }
}
