namespace LeadFunctions.Domain.Metrics;

/// <summary>What is read for one answer: the buckets of a period, by family and day.</summary>
public sealed record FigureData(DateOnly From, DateOnly To)
{
    public IReadOnlyList<DayBucket> Cohort { get; init; } = [];

    public IReadOnlyList<DayBucket> Flow { get; init; } = [];

    public IReadOnlyList<DayBucket> Sequence { get; init; } = [];

    public IReadOnlyList<DayBucket> Lift { get; init; } = [];

    /// <summary>Of the family that is asked for; empty when none is.</summary>
    public IReadOnlyList<DayBucket> Groups { get; init; } = [];
}

public sealed record DayBucket(DateOnly Day, IReadOnlyDictionary<string, long> Sums);

/// <summary>How days are put together.</summary>
public enum Unit
{
    Day,

    /// <summary>From Monday.</summary>
    Week,
    Month,
}

public static class Periods
{
    public static DateOnly StartOf(DateOnly day, Unit unit) => unit switch
    {
        Unit.Week => day.AddDays(-(((int)day.DayOfWeek + 6) % 7)),
        Unit.Month => new DateOnly(day.Year, day.Month, 1),
        _ => day,
    };

    /// <summary>All of them from the first day to the last, also those of which there is nothing.</summary>
    public static IReadOnlyList<(DateOnly From, Tally Sums)> Of(FigureData data, IReadOnlyList<DayBucket> buckets, Unit unit)
    {
        var sums = buckets.GroupBy(bucket => StartOf(bucket.Day, unit)).ToDictionary(period => period.Key, period => Tally.Of(period.Select(bucket => bucket.Sums)));
        var periods = new List<(DateOnly, Tally)>();
        for (var at = StartOf(data.From, unit); at <= data.To; at = Next(at, unit))
        {
            periods.Add((at, sums.GetValueOrDefault(at) ?? new Tally()));
        }

        return periods;
    }

    private static DateOnly Next(DateOnly from, Unit unit) => unit switch { Unit.Month => from.AddMonths(1), Unit.Week => from.AddDays(7), _ => from.AddDays(1) };
}
