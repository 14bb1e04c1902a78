namespace LeadFunctions.Domain.Scoring;

/// <summary>
/// When each limited rule last counted, while a lead's events pass by in order of time. A rule that may count n times has a ring of n cells:
/// the next event counts when the oldest cell is empty or has left the period (t - per, t].
/// </summary>
internal readonly ref struct RepeatMemory
{
    private const long Empty = long.MinValue;
    private readonly Span<long> _times;
    private readonly Span<int> _next;

    /// <param name="times">As many cells as <see cref="CompiledRules.Memory"/>.</param>
    /// <param name="next">As many as <see cref="CompiledRules.Limited"/>.</param>
    public RepeatMemory(Span<long> times, Span<int> next)
    {
        _times = times;
        _next = next;
        times.Fill(Empty);
        next.Clear();
    }

    public bool Counts(EventRule rule, long at)
    {
        if (rule.Max == 0)
        {
            return true;
        }

        ref var next = ref _next[rule.Number];
        ref var oldest = ref _times[rule.Memory + next];
        if (oldest != Empty && at - oldest < rule.Per)
        {
            return false;
        }

        oldest = at;
        next = next + 1 == rule.Max ? 0 : next + 1;
        return true;
    }
}

/// <summary>The page views of the session that is going on.</summary>
internal struct Session
{
    private long _last;
    private int _views;

    /// <returns>True at the view that makes the session deep; once per session.</returns>
    public bool Deepens(DepthRule depth, long at)
    {
        _views = _views > 0 && at - _last < depth.Gap ? _views + 1 : 1;
        _last = at;
        return _views == depth.Pages;
    }
}
