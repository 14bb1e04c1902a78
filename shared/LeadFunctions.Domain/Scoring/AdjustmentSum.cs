using LeadFunctions.Domain.Leads;

namespace LeadFunctions.Domain.Scoring;

/// <summary>Points given by hand: each id once (its earliest), from its instant on, for ever.</summary>
internal static class AdjustmentSum
{
    public static long At(IReadOnlyList<Adjustment> adjustments, long at)
    {
        var sum = 0L;
        for (var i = 0; i < adjustments.Count; i++)
        {
            sum += Holds(adjustments, i, at) ? adjustments[i].Points * 1000L : 0;
        }

        return sum;
    }

    /// <summary>Those that hold at an instant, by time and id.</summary>
    public static IEnumerable<Adjustment> Holding(IReadOnlyList<Adjustment> adjustments, long at) =>
        Enumerable.Range(0, adjustments.Count).Where(i => Holds(adjustments, i, at)).Select(i => adjustments[i])
            .OrderBy(one => one.At).ThenBy(one => one.Id, StringComparer.Ordinal);

    // Leads have a handful of these, so looking at all pairs is cheaper than a set.
    private static bool Holds(IReadOnlyList<Adjustment> adjustments, int i, long at)
    {
        if (adjustments[i].At.ToUnixTimeMilliseconds() > at)
        {
            return false;
        }

        for (var j = 0; j < adjustments.Count; j++)
        {
            if (j != i && adjustments[j].Id == adjustments[i].Id && IsBefore(adjustments[j], adjustments[i], j < i))
            {
                return false;
            }
        }

        return true;
    }

    /// <param name="stoodBefore">Decides between two that are the same in everything.</param>
    private static bool IsBefore(Adjustment left, Adjustment right, bool stoodBefore)
    {
        var order = left.At.CompareTo(right.At);
        order = order != 0 ? order : left.Points.CompareTo(right.Points);
        order = order != 0 ? order : string.CompareOrdinal(left.Author, right.Author);
        order = order != 0 ? order : string.CompareOrdinal(left.Reason, right.Reason);
        return order < 0 || (order == 0 && stoodBefore);
    }
}
