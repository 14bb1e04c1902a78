using LeadFunctions.Domain.Playbooks;
using LeadFunctions.Domain.Routing;

namespace LeadFunctions.Domain.Metrics;

/// <summary>Buckets of a period -> the figures that people look at.</summary>
public static class MetricsOf
{
    /// <summary>A longer period is shown by the week, unless told.</summary>
    public const int MostDaysOneByOne = 100;

    /// <param name="empty">The period and what is asked for.</param>
    /// <param name="unit">Of the series; null takes days for a quarter, else weeks.</param>
    public static MetricsAnswer Everybody(MetricsAnswer empty, FigureData data, IReadOnlyDictionary<string, Rotation> rotations, Playbook playbook, Unit? unit)
    {
        var (leads, days) = (Tally.Of(data.Cohort.Select(bucket => bucket.Sums)), Tally.Of(data.Flow.Select(bucket => bucket.Sums)));
        var steps = unit ?? (data.To.DayNumber - data.From.DayNumber < MostDaysOneByOne ? Unit.Day : Unit.Week);
        var cohorts = unit is null or Unit.Day ? Unit.Week : unit.Value;
        return empty with
        {
            Headline = Headlines.Of(new Formulas(leads), days, playbook),
            Funnel = Funnels.Of(leads, playbook),
            Response = Funnels.Response(leads),
            Sla = Funnels.Sla(leads, playbook),
            MqlToSal = SeriesOf.MqlToSal(data, days, steps, playbook),
            TimeInStage = Funnels.TimeInStage(leads, playbook),
            Groups = Groups(data, empty.By, playbook),
            Cohorts = new Cohorts(NameOf(cohorts), [.. Periods.Of(data, data.Cohort, cohorts).Select(period => new Formulas(period.Sums).Cohort(period.From))]),
            Rotation = Fairness.Of(rotations, playbook),
            Lift = Lifts.Of(Tally.Of(data.Lift.Select(bucket => bucket.Sums))),
            Sequences = SequenceSums.Of(Tally.Of(data.Sequence.Select(bucket => bucket.Sums)), playbook),
            Series = SeriesOf.All(data, steps),
        };
    }

    /// <summary>Only what the leads of one owner add.</summary>
    /// <param name="data">With groups by owner.</param>
    public static MetricsAnswer OfOwner(MetricsAnswer empty, string owner, FigureData data, Playbook playbook)
    {
        var sums = Tally.Of(data.Groups.Select(bucket => bucket.Sums)).Groups().GetValueOrDefault(owner) ?? new Tally();
        var figures = new Formulas(sums);
        return empty with
        {
            Headline = [.. Headlines.Of(figures, new Tally(), playbook).Where(headline => headline.Id is not ("mql-to-sal" or "sla-attainment"))],
            Groups = [figures.Group(owner, PersonName(owner, playbook))],
        };
    }

    public static string NameOf(Unit unit) => unit.ToString().ToLowerInvariant();

    /// <summary>Largest first. Cohorts are groups too: by the week they came.</summary>
    private static IReadOnlyList<GroupFigures> Groups(FigureData data, string by, Playbook playbook)
    {
        if (by == "cohort")
        {
            return [.. Periods.Of(data, data.Cohort, Unit.Week).Select(period => new Formulas(period.Sums).Group($"{period.From:yyyy-MM-dd}", $"{period.From:yyyy-MM-dd}"))];
        }

        var groups = Tally.Of(data.Groups.Select(bucket => bucket.Sums)).Groups();
        return
        [
            .. groups.Select(group => new Formulas(group.Value).Group(group.Key, GroupName(by, group.Key, playbook)))
                .Where(group => group.Entered > 0).OrderByDescending(group => group.Entered).ThenBy(group => group.Key, StringComparer.Ordinal),
        ];
    }

    private static string GroupName(string by, string key, Playbook playbook) => by switch
    {
        "owner" => PersonName(key, playbook),
        "pool" => playbook.Pools.FirstOrDefault(pool => pool.Id == key)?.Name ?? key,
        "sequence" => playbook.Sequences.FirstOrDefault(sequence => sequence.Id == key)?.Name ?? key,
        _ => key,
    };

    private static string PersonName(string id, Playbook playbook) => playbook.People.FirstOrDefault(person => person.Id == id)?.Name ?? id;
}
