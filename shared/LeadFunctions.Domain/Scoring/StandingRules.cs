using LeadFunctions.Domain.Playbooks;

namespace LeadFunctions.Domain.Scoring;

/// <summary>A rule about inactivity, present from <paramref name="After"/> milliseconds after the last activity until the next one.</summary>
internal sealed record Inactivity(StateRule Rule, long Milli, int Bucket, long After)
{
    /// <param name="idle">Milliseconds since the last activity; null when there has been none yet.</param>
    public bool Holds(long? idle) => idle >= After;
}

/// <summary>The rules that hold or do not hold, whatever signals came: fit by attributes (first match per factor) and state.</summary>
internal sealed class StandingRules
{
    private readonly (FitRule Rule, int Bucket)[][] _factors;
    private readonly (StateRule Rule, int Bucket)[] _states;

    public StandingRules(ScoringRules rules, Func<string?, string, int> bucketOf)
    {
        if (rules.State.FirstOrDefault(rule => rule is { InactiveFor: null, When: null }) is { } empty)
        {
            throw new ArgumentException($"State rule {empty.Id} says neither when nor inactive for how long.", nameof(rules));
        }

        _factors = [.. rules.Fit.GroupBy(rule => rule.Factor).Select(factor => factor.Select(rule => (rule, bucketOf(rule.Group, rule.Id))).ToArray())];
        _states = [.. rules.State.Where(rule => rule.InactiveFor is null).Select(rule => (rule, bucketOf(rule.Group, rule.Id)))];
        Inactivities = [.. rules.State.SelectMany(rule => OfInactivity(rule, bucketOf(rule.Group, rule.Id)))];
    }

    public Inactivity[] Inactivities { get; }

    public IEnumerable<FitRule> Fitting(Facts facts) =>
        from factor in _factors
        let match = factor.FirstOrDefault(one => one.Rule.When.Holds(facts))
        where match.Rule is not null
        select match.Rule;

    public IEnumerable<StateRule> Holding(Facts facts) => _states.Where(state => state.Rule.When!.Holds(facts)).Select(state => state.Rule);

    /// <summary>Adds what the facts are worth to the cells (see <see cref="ScoreScale"/>): it stays the same until an attribute changes.</summary>
    public void Add(Facts facts, Span<long> cells)
    {
        foreach (var factor in _factors)
        {
            foreach (var (rule, bucket) in factor)
            {
                if (rule.When.Holds(facts))
                {
                    cells[2 * bucket] += rule.Points * 1000L;
                    break;
                }
            }
        }

        foreach (var (rule, bucket) in _states)
        {
            cells[(2 * bucket) + 1] += rule.When!.Holds(facts) ? rule.Points * 1000L : 0;
        }
    }

    private static IEnumerable<Inactivity> OfInactivity(StateRule rule, int bucket) =>
        rule.InactiveFor is { } limit ? [new Inactivity(rule, rule.Points * 1000L, bucket, (long)limit.TotalMilliseconds)] : [];
}
