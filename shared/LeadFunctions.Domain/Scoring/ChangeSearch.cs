namespace LeadFunctions.Domain.Scoring;

/// <summary>
/// When will time alone change something? Between instants at which something begins, positive addends never rise and negative ones never fall,
/// so the values at both ends of an interval bound everything inside it. Intervals that may hold a change are halved, the earlier half first,
/// down to one second.
/// </summary>
internal sealed class ChangeSearch(CompiledRules rules, StandingRules standing, ScoreScale scale, PreparedLead lead)
{
    private const long EndOfTime = 253_402_300_800; // the year 10000, in seconds

    /// <returns>The first whole second after <paramref name="after"/> (milliseconds) that differs; null when none does.</returns>
    public DateTimeOffset? FirstAfter(long after, IReadOnlyList<Points> alsoWatch)
    {
        var counted = new CountedEvents([]);
        EventWalk.Run(rules, lead.Events, long.MaxValue, ref counted);
        var sums = new BoundedSums(scale, lead, counted.All);
        var before = Inactive(after);
        sums.Watch(after, before, scale.Bounds.Concat(alsoWatch.Select(level => level.Milli)));
        var from = FloorSecond(after) + 1;
        foreach (var end in SegmentEnds(counted.All, after))
        {
            if (end > from && FirstIn(sums, from, end - 1, before) is { } second)
            {
                return DateTimeOffset.FromUnixTimeSeconds(second);
            }

            from = Math.Max(from, end);
        }

        return null;
    }

    private long? FirstIn(BoundedSums sums, long from, long to, List<Inactivity> before)
    {
        var now = Inactive(from * 1000);
        return now.SequenceEqual(before) ? sums.FirstOutside(from, to, now) : from;
    }

    private List<Inactivity> Inactive(long at)
    {
        var idle = LastActivity.Idle(lead.LastActivity, lead.Events, at);
        return [.. standing.Inactivities.Where(rule => rule.Holds(idle))];
    }

    /// <summary>Whole seconds at which something begins (an event, an adjustment, inactivity, a rising step), and last the one after which nothing changes.</summary>
    private IEnumerable<long> SegmentEnds(List<CountedEvent> counted, long after)
    {
        var activities = lead.Events.Select(one => one.At).Concat(lead.LastActivity is { } last ? [last] : []).ToArray();
        var begins = counted.SelectMany(one => one.Rule.Curve.Rises.Select(rise => one.At + rise))
            .Concat(lead.Adjustments.Select(one => one.At.ToUnixTimeMilliseconds()))
            .Concat(activities)
            .Concat(standing.Inactivities.SelectMany(rule => activities.Select(at => at + rule.After)))
            .Where(begin => begin > after)
            .ToArray();
        var settled = counted.Select(one => one.At + one.Rule.Curve.Settles(one.Rule.Milli)).Concat(begins).Append(after).Max();
        return begins.Append(settled + 1000).Select(at => Math.Min(CeilingSecond(at), EndOfTime)).Distinct().Order();
    }

    private static long FloorSecond(long milliseconds) => (milliseconds - (((milliseconds % 1000) + 1000) % 1000)) / 1000;

    private static long CeilingSecond(long milliseconds) => FloorSecond(milliseconds + 999);
}
