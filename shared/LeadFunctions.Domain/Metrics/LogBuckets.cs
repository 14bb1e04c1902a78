namespace LeadFunctions.Domain.Metrics;

/// <summary>
/// Durations in buckets whose bounds grow by 2 percent: sums of counts, so days add up and leads can be taken away again, and any percentile is at most 1 percent
/// off.
/// </summary>
public static class LogBuckets
{
    public const double RelativeError = 0.01;

    private static readonly double Growth = Math.Log((1 + RelativeError) / (1 - RelativeError));

    /// <summary>Bounds that people read, in seconds: how many answered within a minute, five, fifteen ... Counted exactly.</summary>
    public static readonly IReadOnlyList<long> Steps = [60, 300, 900, 3600, 14_400, 86_400, 259_200];

    /// <summary>Below a second is one bucket.</summary>
    public static int Of(long milliseconds) => milliseconds <= 1000 ? 0 : (int)Math.Ceiling(Math.Log(milliseconds / 1000.0) / Growth);

    /// <summary>The seconds that a bucket stands for.</summary>
    public static double Seconds(int bucket) => bucket == 0 ? 1 : 2 * Math.Exp(bucket * Growth) / (1 + Math.Exp(Growth));

    /// <summary>Index of the first of <see cref="Steps"/> that it is within; their count when of none.</summary>
    public static int StepOf(long milliseconds)
    {
        var step = 0;
        while (step < Steps.Count && milliseconds > Steps[step] * 1000)
        {
            step++;
        }

        return step;
    }

    /// <param name="counts">How many by bucket.</param>
    /// <returns>Null when there are none.</returns>
    public static double? Percentile(IEnumerable<KeyValuePair<int, long>> counts, double share)
    {
        var sorted = counts.Where(pair => pair.Value > 0).OrderBy(pair => pair.Key).ToList();
        var (total, seen) = (sorted.Sum(pair => pair.Value), 0L);
        foreach (var (bucket, count) in sorted)
        {
            seen += count;
            if (seen >= Math.Ceiling(share * total))
            {
                return Math.Round(Seconds(bucket), 1);
            }
        }

        return null;
    }
}
