namespace LeadFunctions.Domain.Scoring;

/// <summary>Adds what counts, decayed to an instant, to the engagement cells of the buckets.</summary>
internal readonly ref struct EventSum(Span<long> cells, long at) : IEventSink
{
    private readonly Span<long> _cells = cells;

    public void Counted(EventRule rule, in ScoringEvent one, bool derived) =>
        _cells[(2 * rule.Bucket) + 1] += rule.Curve.Of(rule.Milli, at - one.At);

    public void NotCounted(EventRule rule, in ScoringEvent one, bool derived)
    {
    }
}
