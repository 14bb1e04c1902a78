namespace LeadFunctions.Domain.Metrics;

/// <summary>
/// The seed's formulas over one set of leads (seed 000 section 7). A deal counts for the win rate once it is closed: one that is still open is neither won nor
/// lost.
/// </summary>
public sealed record Formulas(Tally Sums)
{
    private const double MillisecondsPerDay = 86_400_000;

    public long Entered => Sums[Measures.Entered];

    public long Mqls => Sums[Measures.Reached + "mql"];

    public long Sals => Sums[Measures.Reached + "sal"];

    public long Sqls => Sums[Measures.Reached + "sql"];

    public long Opportunities => Sums[Measures.Reached + "opportunity"];

    public long Won => Sums[Measures.Won];

    public long Lost => Sums[Measures.Lost];

    public decimal Amount => Sums[Measures.Amount] / 100m;

    public double? MqlToSql => Share(Sqls, Mqls);

    public double? SqlToOpportunity => Share(Opportunities, Sqls);

    public double? WinRate => Share(Won, Won + Lost);

    public double? Acv => Won == 0 ? null : (double)(Amount / Won);

    /// <summary>Mean days from SQL to the close of a deal, won or lost.</summary>
    public double? CycleDays => Sums[Measures.Cycles] is var cycles and > 0 ? Sums[Measures.CycleTime] / MillisecondsPerDay / cycles : null;

    /// <summary>(Opps * Win% * ACV) / Cycle Days.</summary>
    public double? Velocity => CycleDays > 0 ? Opportunities * WinRate * Acv / CycleDays : null;

    public double? Attainment => Share(Sums[Measures.Met], Sums[Measures.Met] + Sums[Measures.Breached]);

    public GroupResponse Response => new(
        Sums[Measures.Responses], Share(Sums[Measures.InFiveMinutes], Sums[Measures.Responses]), Sums.Percentile(Measures.ResponseIn, 0.5), Sums.Percentile(Measures.ResponseIn, 0.9));

    public static double? Share(long part, long whole) => whole == 0 ? null : (double)part / whole;

    public GroupFigures Group(string key, string name) => new(
        key, name, Entered, Mqls, Sals, Sqls, Opportunities, Won, Lost, Amount, MqlToSql, SqlToOpportunity, WinRate, CycleDays, Velocity, Response);

    public Cohort Cohort(DateOnly from) => new(from, Entered, Mqls, Sals, Sqls, Opportunities, Won, Lost, Amount, MqlToSql, SqlToOpportunity, WinRate);
}
