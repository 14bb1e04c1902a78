using LeadFunctions.Domain.Playbooks;

namespace LeadFunctions.Domain.Metrics;

/// <summary>What happened, period by period.</summary>
internal static class SeriesOf
{
    public static Series All(FigureData data, Unit unit) => new(MetricsOf.NameOf(unit), [.. Periods.Of(data, data.Flow, unit).Select(period => Step(period.From, period.Sums))]);

    public static MqlToSal MqlToSal(FigureData data, Tally days, Unit unit, Playbook playbook)
    {
        var reasons = days.Under(Measures.Reason).OrderByDescending(reason => reason.Value).ThenBy(reason => reason.Key, StringComparer.Ordinal)
            .Select(reason => new ReasonCount(reason.Key, playbook.Reasons.Reject.FirstOrDefault(one => one.Id == reason.Key)?.Label ?? reason.Key, reason.Value));
        var series = Periods.Of(data, data.Flow, unit)
            .Select(period => new MqlToSalStep(period.From, Mql(period.Sums), Sal(period.Sums), period.Sums[Measures.Rejected], period.Sums.Under(Measures.Reason).OrderBy(reason => reason.Key, StringComparer.Ordinal).ToDictionary()));
        return new MqlToSal(Mql(days), Sal(days), days[Measures.Rejected], Formulas.Share(Sal(days), Mql(days)), [.. reasons], [.. series]);
    }

    private static long Mql(Tally sums) => sums[Measures.Times + "mql"];

    private static long Sal(Tally sums) => sums[Measures.Times + "sal"];

    private static SeriesStep Step(DateOnly from, Tally sums) => new(
        from, sums[Measures.Entered], Mql(sums), Sal(sums), sums[Measures.Rejected], sums[Measures.Times + "sql"], sums[Measures.Times + "opportunity"],
        sums[Measures.Won], sums[Measures.Lost], sums[Measures.Amount] / 100m, sums[Measures.Responses], sums[Measures.InFiveMinutes],
        sums[Measures.Met], sums[Measures.Breached], sums[Measures.Sent], sums[Measures.Opened], sums[Measures.Clicked]);
}
