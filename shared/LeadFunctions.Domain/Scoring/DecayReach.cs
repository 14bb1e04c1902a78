using LeadFunctions.Domain.Playbooks;

namespace LeadFunctions.Domain.Scoring;

/// <summary>The most that one engagement rule can be worth at one instant.</summary>
public static class DecayReach
{
    private const int MostPeriods = 100_000;

    /// <returns>Milli-points (the least, for a rule that takes points); null when there is no end to it.</returns>
    public static long? AtOnce(EngagementRule rule)
    {
        var (milli, curve) = (rule.Points * 1000L, DecayCurve.From(rule.Decay));
        return rule.Repeat switch
        {
            _ when milli == 0 => 0,
            Repeat.Once => Best(milli, curve),
            Repeat.Limited limited => Sum(milli, curve, limited),
            _ => null,
        };
    }

    private static long Best(long milli, DecayCurve curve) =>
        curve.Rises.Append(0).Select(age => curve.Of(milli, age)).MaxBy(Math.Abs);

    /// <summary>As many as may count now, as many a period ago, and so on until they are worth nothing.</summary>
    private static long? Sum(long milli, DecayCurve curve, Repeat.Limited limited)
    {
        var (sum, per, settles) = (0L, (long)limited.Per.TotalMilliseconds, curve.Settles(milli));
        if (curve.Of(milli, settles) != 0 || settles / Math.Max(1, per) > MostPeriods || curve.Rises.Count > 0)
        {
            return null;
        }

        for (var age = 0L; age <= settles; age += Math.Max(1, per))
        {
            sum += limited.Max * curve.Of(milli, age);
        }

        return sum;
    }
}
