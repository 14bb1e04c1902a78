namespace LeadFunctions.Domain.Playbooks;

/// <summary>The points (semantics 1). Rule ids are unique over all three lists and appear in every explanation.</summary>
public sealed record ScoringRules
{
    public IReadOnlyList<ScoreGroup> Groups { get; init; } = [];

    /// <summary>Hold while the lead's attributes match; within one factor the first match wins; never decay.</summary>
    public IReadOnlyList<FitRule> Fit { get; init; } = [];

    /// <summary>One per signal event, with decay and repeat policy.</summary>
    public IReadOnlyList<EngagementRule> Engagement { get; init; } = [];

    /// <summary>Present or absent at an instant.</summary>
    public IReadOnlyList<StateRule> State { get; init; } = [];

    public int Min { get; init; }

    public int Max { get; init; } = 100;

    /// <summary>Lower bounds of fit grades A, B, C (below is D), in points.</summary>
    public IReadOnlyList<int> FitGrades { get; init; } = [50, 30, 15];

    /// <summary>Lower bounds of engagement grades 1, 2, 3 (below is 4), in points.</summary>
    public IReadOnlyList<int> EngagementGrades { get; init; } = [50, 25, 10];

    public SessionDepth? SessionDepth { get; init; }
}

/// <summary>Rules whose sum is clamped together before the total is.</summary>
public sealed record ScoreGroup(string Id, string Label, int? Min, int? Max);

/// <param name="Factor">Rules of one factor exclude each other, in order: title, company size.</param>
public sealed record FitRule(string Id, string Label, string Factor, Condition When, int Points, string? Group);

public sealed record EngagementRule(string Id, string Label, string Signal, int Points, string? Group, Repeat Repeat, Decay Decay);

/// <param name="InactiveFor">When set, holds from that long after the last activity; otherwise <paramref name="When"/> decides.</param>
public sealed record StateRule(string Id, string Label, Condition? When, TimeSpan? InactiveFor, int Points, string? Group);

/// <summary>The derived signal of a session with at least <paramref name="Pages"/> page views; a session ends after <paramref name="Gap"/> without one.</summary>
public sealed record SessionDepth(string Signal, int Pages, TimeSpan Gap);

/// <summary>How often a rule may count for one lead.</summary>
public abstract record Repeat
{
    private Repeat()
    {
    }

    /// <summary>Every event counts.</summary>
    public sealed record Each : Repeat;

    /// <summary>The first event by time counts, for ever.</summary>
    public sealed record Once : Repeat;

    /// <summary>An event counts when fewer than <paramref name="Max"/> counted ones lie in the <paramref name="Per"/> before it, by event time.</summary>
    public sealed record Limited(int Max, TimeSpan Per) : Repeat;
}

/// <summary>What is left of an event's points at age a.</summary>
public abstract record Decay
{
    private Decay()
    {
    }

    public sealed record None : Decay;

    /// <summary>2^(-a/H).</summary>
    public sealed record HalfLife(TimeSpan Every) : Decay;

    /// <summary>Loses <paramref name="Percent"/> of the first value per <paramref name="Every"/>, continuously: 50 % per 45 days is nothing after 90.</summary>
    public sealed record Linear(double Percent, TimeSpan Every) : Decay;

    /// <summary>From <c>After</c> on the factor is <c>Factor</c>; before the first, 1.</summary>
    public sealed record Steps(IReadOnlyList<DecayStep> Of) : Decay;

    /// <summary>1 until <paramref name="For"/> has passed, then 0.</summary>
    public sealed record Window(TimeSpan For) : Decay;
}

public sealed record DecayStep(TimeSpan After, double Factor);
