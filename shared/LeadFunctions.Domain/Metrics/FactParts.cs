using System.Globalization;

namespace LeadFunctions.Domain.Metrics;

/// <summary>What one fact adds.</summary>
internal static class FactParts
{
    public static IEnumerable<(string Measure, long Amount)> Response(Fact fact) =>
    [
        (Measures.Responses, 1), (Measures.ResponseIn + LogBuckets.Of(fact.Value).ToString("D4", CultureInfo.InvariantCulture), 1),
        .. fact.Value <= 300_000 ? [(Measures.InFiveMinutes, 1L)] : Array.Empty<(string, long)>(),
    ];

    public static IEnumerable<(string Measure, long Amount)> Deal(Fact fact) => fact.Why switch
    {
        "won" => [(Measures.Won, 1), (Measures.Amount, fact.Value)],
        "lost" => [(Measures.Lost, 1)],
        _ => [],
    };

    public static IEnumerable<(string Measure, long Amount)> Clock(Fact fact) => fact.Why switch
    {
        "met" => [(Measures.Met, 1), (Measures.SlaMet(fact.Of), 1)],
        "breached" => [(Measures.Breached, 1), (Measures.SlaBreached(fact.Of), 1)],
        _ => [],
    };

    /// <summary>Times in a stage that have ended.</summary>
    public static IEnumerable<(string Measure, long Amount)> Stay(Fact fact)
    {
        if (fact.Until is not { } until)
        {
            return [];
        }

        var spent = (long)(until - fact.At).TotalMilliseconds;
        return [(Measures.Stays(fact.Of), 1), (Measures.StayTime(fact.Of), spent), (Measures.StayIn(fact.Of) + LogBuckets.Of(spent).ToString("D4", CultureInfo.InvariantCulture), 1)];
    }

    /// <summary>A fact as what happened on days.</summary>
    public static IEnumerable<(DateOnly Day, string Measure, long Amount)> OnTheirDays(Fact fact) => fact.Kind switch
    {
        FactKind.Stay => StayDays(fact),
        FactKind.Response => Response(fact).Select(part => (DayOf(fact.Until!.Value), part.Measure, part.Amount)),
        FactKind.Deal when fact.Until is { } closed => Deal(fact).Select(part => (DayOf(closed), part.Measure, part.Amount)),
        FactKind.Clock => Clock(fact).Select(part => (DayOf(fact.At), part.Measure, part.Amount)),
        _ => [],
    };

    public static DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(at.UtcDateTime);

    private static IEnumerable<(DateOnly Day, string Measure, long Amount)> StayDays(Fact fact)
    {
        yield return (DayOf(fact.At), Measures.Times + fact.Of, 1);
        if (fact is { Why: { } reason, Until: { } until })
        {
            yield return (DayOf(until), Measures.Rejected, 1);
            yield return (DayOf(until), Measures.Reason + reason, 1);
        }
    }
}
