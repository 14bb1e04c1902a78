using LeadFunctions.Domain.Playbooks;

namespace LeadFunctions.Domain.Metrics;

/// <summary>The pipeline's figures beside the playbook's targets.</summary>
internal static class Headlines
{
    /// <param name="leads">Of the period's leads.</param>
    /// <param name="days">Of the period's days.</param>
    public static IReadOnlyList<Headline> Of(Formulas leads, Tally days, Playbook playbook) =>
    [
        One(playbook, "mql-to-sql", "MQL to SQL", "SQLs / MQLs", "share", leads.MqlToSql, ("SQLs", leads.Sqls), ("MQLs", leads.Mqls)),
        One(playbook, "sql-to-opportunity", "SQL to opportunity", "Opps / SQLs", "share", leads.SqlToOpportunity, ("Opps", leads.Opportunities), ("SQLs", leads.Sqls)),
        One(playbook, "win-rate", "Win rate", "Closed-won / closed opps", "share", leads.WinRate, ("Closed-won", leads.Won), ("Closed opps", leads.Won + leads.Lost)),
        One(playbook, "sales-cycle", "Sales cycle", "Mean days from SQL to close", "days", leads.CycleDays, ("Closed", leads.Sums[Measures.Cycles])),
        One(playbook, "pipeline-velocity", "Pipeline velocity", "(Opps * Win% * ACV) / Cycle Days", "money-per-day", leads.Velocity, ("Opps", leads.Opportunities), ("Win rate", leads.WinRate), ("ACV", leads.Acv), ("Cycle days", leads.CycleDays)),
        One(playbook, "acv", "ACV", "Mean amount of won deals", "money", leads.Acv, ("Amount", (double)leads.Amount), ("Closed-won", leads.Won)),
        One(playbook, "lead-response-time", "Lead response time", "Median from MQL to first contact", "seconds", leads.Response.P50Seconds, ("Contacted", leads.Response.N)),
        One(playbook, "mql-to-sal", "MQL to SAL ratio", "SALs / MQLs", "ratio", Formulas.Share(days[Measures.Times + "sal"], days[Measures.Times + "mql"]), ("SALs", days[Measures.Times + "sal"]), ("MQLs", days[Measures.Times + "mql"])),
        One(playbook, "sla-attainment", "SLA attainment", "Met / (met + breached)", "share", leads.Attainment, ("Met", leads.Sums[Measures.Met]), ("Breached", leads.Sums[Measures.Breached])),
    ];

    private static Headline One(Playbook playbook, string id, string name, string formula, string unit, double? value, params (string Name, double? Value)[] of)
    {
        var target = playbook.Targets.FirstOrDefault(target => target.Metric == id || (id == "lead-response-time" && target.Metric == "first-contact"));
        var (low, high) = (In(unit, target?.Min, target), In(unit, target?.Max, target));
        return new Headline(
            id, target?.Name ?? name, formula, unit, value, of.ToDictionary(part => part.Name, part => part.Value),
            target is null ? null : new FigureTarget(low, high, target.Benchmark), Standing(value, low, high));
    }

    private static string Standing(double? value, double? low, double? high) =>
        value is null || (low is null && high is null) ? "none" : value < low ? "below" : value > high ? "above" : "within";

    /// <summary>A target in the unit of its figure: percent as a share, minutes and hours as seconds.</summary>
    private static double? In(string unit, double? bound, Target? target) => (unit, target?.Unit) switch
    {
        ("share", "%") => bound / 100,
        ("seconds", "minutes") => bound * 60,
        ("seconds", "hours") => bound * 3600,
        _ => bound,
    };
}
