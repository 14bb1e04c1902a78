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
    private readonly FactQuestions _questions = new();
    private readonly FitOption[][] _factors;
    private readonly StateOption[] _states;

    public StandingRules(ScoringRules rules, Func<string?, string, int> bucketOf)
    {
        if (rules.State.FirstOrDefault(rule => rule is { InactiveFor: null, When: null }) is { } empty)
        {
            throw new ArgumentException($"State rule {empty.Id} says neither when nor inactive for how long.", nameof(rules));
        }

        var options = rules.Fit.Select(rule => new FitOption(rule, _questions.Compile(rule.When), 2 * bucketOf(rule.Group, rule.Id), rule.Points * 1000L));
        _factors = [.. options.GroupBy(option => option.Rule.Factor).Select(factor => factor.ToArray())];
        _states = [.. rules.State.SelectMany(rule => OfFacts(rule, bucketOf(rule.Group, rule.Id)))];
        Inactivities = [.. rules.State.SelectMany(rule => OfInactivity(rule, bucketOf(rule.Group, rule.Id)))];
    }

    public Inactivity[] Inactivities { get; }

    public IEnumerable<FitRule> Fitting(Facts facts) =>
        from factor in _factors
        let match = factor.FirstOrDefault(option => option.Rule.When.Holds(facts))
        where match is not null
        select match.Rule;

    public IEnumerable<StateRule> Holding(Facts facts) => _states.Where(state => state.Rule.When!.Holds(facts)).Select(state => state.Rule);

    /// <summary>Adds what the facts are worth to the cells (see <see cref="ScoreScale"/>): it stays the same until an attribute changes.</summary>
    public void Add(Facts facts, Span<long> cells)
    {
        Span<ulong> answers = stackalloc ulong[_questions.Words];
        _questions.Answer(facts, answers);
        foreach (var factor in _factors)
        {
            foreach (var option in factor)
            {
                if (option.When.Holds(answers))
                {
                    cells[option.Cell] += option.Milli;
                    break;
                }
            }
        }

        foreach (var state in _states)
        {
            cells[state.Cell] += state.When.Holds(answers) ? state.Milli : 0;
        }
    }

    private IEnumerable<StateOption> OfFacts(StateRule rule, int bucket) =>
        rule is { InactiveFor: null, When: { } when } ? [new(rule, _questions.Compile(when), (2 * bucket) + 1, rule.Points * 1000L)] : [];

    private static IEnumerable<Inactivity> OfInactivity(StateRule rule, int bucket) =>
        rule.InactiveFor is { } limit ? [new(rule, rule.Points * 1000L, bucket, (long)limit.TotalMilliseconds)] : [];

    private sealed record FitOption(FitRule Rule, CompiledCondition When, int Cell, long Milli);

    private sealed record StateOption(StateRule Rule, CompiledCondition When, int Cell, long Milli);
}
