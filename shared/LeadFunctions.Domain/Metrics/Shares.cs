using System.Globalization;
using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Lifecycle;

namespace LeadFunctions.Domain.Metrics;

/// <summary>A contribution as addends of figures: the leads' cohort, the days on which things happened, and the groups it is in.</summary>
public static class Shares
{
    /// <summary>The way to a customer.</summary>
    public static IReadOnlyList<string> Way => Stages;

    private static readonly string[] Stages = [.. new[] { Stage.Raw, Stage.Mql, Stage.Sal, Stage.Sql, Stage.Opportunity, Stage.Customer }.Select(Transitions.NameOf)];

    public const string None = "(none)";

    public static IEnumerable<Share> Of(Contribution counted)
    {
        var core = Core(counted).ToList();
        var cohort = Families.Bucket(Families.Cohort, counted.Entered);
        return core.Select(part => new Share(cohort, part.Measure, part.Amount))
            .Concat(Standing(counted).Select(part => new Share(cohort, part.Measure, part.Amount)))
            .Concat(Groups(counted).SelectMany(group => core.Select(part => new Share(Families.Bucket(group.Family, counted.Entered), group.Name + Families.Tab + part.Measure, part.Amount))))
            .Concat(Flow(counted))
            .Concat(Runs(counted))
            .Concat(Lift(counted));
    }

    public static IEnumerable<Share> Of(MailContribution mail)
    {
        string[] said = [Measures.Sent, .. mail.Opened ? [Measures.Opened] : Array.Empty<string>(), .. mail.Clicked ? [Measures.Clicked] : Array.Empty<string>()];
        string[] ended = [.. mail.Unsubscribed ? [Measures.Unsubscribed] : Array.Empty<string>(), .. mail.Bounced ? [Measures.Bounced] : Array.Empty<string>()];
        return said.Select(measure => new Share(Families.Bucket(Families.Flow, mail.Day), measure, 1))
            .Concat(said.Concat(ended).Select(measure => new Share(Families.Bucket(Families.Sequence, mail.Day), mail.Sequence + Families.Tab + measure, 1)));
    }

    /// <summary>What is counted of the leads of a cohort and of every group.</summary>
    private static IEnumerable<(string Measure, long Amount)> Core(Contribution counted)
    {
        yield return (Measures.Entered, 1);
        for (var stage = 1; stage <= Furthest(counted); stage++)
        {
            yield return (Measures.Reached + Way[stage], 1);
        }

        foreach (var fact in counted.Facts)
        {
            foreach (var part in fact.Kind switch
            {
                FactKind.Response => FactParts.Response(fact),
                FactKind.Deal => FactParts.Deal(fact),
                FactKind.Cycle => [(Measures.Cycles, 1), (Measures.CycleTime, fact.Value)],
                _ => [],
            })
            {
                yield return part;
            }
        }
    }

    /// <summary>Where the leads of a cohort stand, and what else became of them.</summary>
    private static IEnumerable<(string Measure, long Amount)> Standing(Contribution counted)
    {
        yield return (Measures.Now + counted.Stage, 1);
        yield return (Measures.Band + counted.Band, 1);
        foreach (var fact in counted.Facts)
        {
            foreach (var part in fact.Kind switch
            {
                FactKind.Response => [(Measures.ResponseStep + Number(LogBuckets.StepOf(fact.Value)), 1)],
                FactKind.Clock => FactParts.Clock(fact),
                FactKind.Stay => FactParts.Stay(fact),
                _ => [],
            })
            {
                yield return part;
            }
        }
    }

    private static IEnumerable<(string Family, string Name)> Groups(Contribution counted)
    {
        yield return (Families.BySource, counted.Source ?? None);
        yield return (Families.ByCampaign, counted.Campaign ?? None);
        yield return (Families.ByOwner, counted.Owner ?? None);
        yield return (Families.ByPool, counted.Pool ?? None);
        foreach (var sequence in counted.Facts.Where(fact => fact.Kind == FactKind.Run).Select(fact => fact.Of).Distinct(StringComparer.Ordinal).DefaultIfEmpty(None))
        {
            yield return (Families.BySequence, sequence);
        }
    }

    private static IEnumerable<Share> Flow(Contribution counted) =>
        counted.Facts.SelectMany(FactParts.OnTheirDays).Prepend((Day: counted.Entered, Measure: Measures.Entered, Amount: 1L))
            .Select(part => new Share(Families.Bucket(Families.Flow, part.Day), part.Measure, part.Amount));

    private static IEnumerable<Share> Runs(Contribution counted) =>
        from fact in counted.Facts
        where fact.Kind == FactKind.Run
        from measure in new[] { Measures.Entered, fact.Why!, fact.Held is null ? null : Measures.Held(fact.Why!, fact.Held) }
        where measure is not null
        select new Share(Families.Bucket(Families.Sequence, FactParts.DayOf(fact.At)), fact.Of + Families.Tab + measure, 1);

    private static IEnumerable<Share> Lift(Contribution counted)
    {
        if (counted.Score is not { } score)
        {
            yield break;
        }

        var (bucket, name) = (Families.Bucket(Families.Lift, counted.Entered), counted.Version + Families.Tab + Number(score) + Families.Tab);
        yield return new Share(bucket, name + "n", 1);
        if (Furthest(counted) >= 3)
        {
            yield return new Share(bucket, name + "sql", 1);
        }

        if (counted.Facts.Any(fact => fact is { Kind: FactKind.Deal, Why: "won" }))
        {
            yield return new Share(bucket, name + "won", 1);
        }
    }

    /// <summary>Index in <see cref="Way"/>; who lost was an opportunity.</summary>
    private static int Furthest(Contribution counted) =>
        counted.Facts.Where(fact => fact.Kind == FactKind.Stay).Select(fact => fact.Of == "lost" ? 4 : Array.IndexOf(Stages, fact.Of)).Append(0).Max();

    private static string Number(int number) => number.ToString("D3", CultureInfo.InvariantCulture);
}
