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
    private readonly FitRule[] _fit;
    private readonly StateRule[] _states;

    // What can be added without a branch: single questions with nothing before or after them in their factor. The order of sums does not matter.
    private readonly Option[] _singles;

    // The rest; a state rule is a factor of its own.
    private readonly Option[][] _factors;

    public StandingRules(ScoringRules rules, Func<string?, string, int> bucketOf)
    {
        if (rules.State.FirstOrDefault(rule => rule is { InactiveFor: null, When: null }) is { } empty)
        {
            throw new ArgumentException($"State rule {empty.Id} says neither when nor inactive for how long.", nameof(rules));
        }

        _fit = [.. rules.Fit.GroupBy(rule => rule.Factor).SelectMany(factor => factor)];
        _states = [.. rules.State.Where(rule => rule.InactiveFor is null)];
        var fit = _fit.GroupBy(rule => rule.Factor)
            .Select(factor => factor.Select(rule => Compile(rule.When, rule.Points, 2 * bucketOf(rule.Group, rule.Id))).ToArray());
        var states = _states.Select(rule => new[] { Compile(rule.When!, rule.Points, (2 * bucketOf(rule.Group, rule.Id)) + 1) });
        var factors = fit.Concat(states).ToLookup(factor => factor is [{ When.IsBit: true }]);
        _singles = [.. factors[true].Select(factor => factor[0]).OrderBy(option => option.Cell)];
        _factors = [.. factors[false]];
        Questions.Seal();
        Inactivities = [.. rules.State.SelectMany(rule => OfInactivity(rule, bucketOf(rule.Group, rule.Id)))];
    }

    public FactQuestions Questions { get; } = new();

    public Inactivity[] Inactivities { get; }

    public IEnumerable<FitRule> Fitting(Facts facts) => _fit.Where(rule => rule.When.Holds(facts)).DistinctBy(rule => rule.Factor);

    public IEnumerable<StateRule> Holding(Facts facts) => _states.Where(rule => rule.When!.Holds(facts));

    /// <summary>Adds what the facts are worth to the cells (see <see cref="ScoreScale"/>): it stays the same until an attribute changes.</summary>
    public void Add(Facts facts, Span<long> cells)
    {
        Span<ulong> answers = stackalloc ulong[Questions.Words];
        Questions.Answer(facts, answers);
        Add(answers, cells);
    }

    public void Add(ReadOnlySpan<ulong> answers, Span<long> cells)
    {
        foreach (ref readonly var option in _singles.AsSpan())
        {
            cells[option.Cell] += option.Milli & option.When.Mask(answers);
        }

        foreach (var factor in _factors)
        {
            foreach (ref readonly var option in factor.AsSpan())
            {
                if (option.When.Holds(answers))
                {
                    cells[option.Cell] += option.Milli;
                    break;
                }
            }
        }
    }

    private Option Compile(Condition when, int points, int cell) => new(Questions.Compile(when), cell, points * 1000L);

    private static IEnumerable<Inactivity> OfInactivity(StateRule rule, int bucket) =>
        rule.InactiveFor is { } limit ? [new(rule, rule.Points * 1000L, bucket, (long)limit.TotalMilliseconds)] : [];

    private readonly record struct Option(CompiledCondition When, int Cell, long Milli);
}
