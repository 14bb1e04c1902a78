using LeadFunctions.Domain.Playbooks;

namespace LeadFunctions.Domain.Scoring;

/// <summary>One engagement rule with everything looked up: points in milli, decay in integers, its group and its place in the repeat memory.</summary>
/// <param name="Bucket">0 for no group, else 1 + the group's index.</param>
/// <param name="Max">How many events may count within <paramref name="Per"/>; 0 is no limit.</param>
/// <param name="Per">Milliseconds; <see cref="long.MaxValue"/> is for ever.</param>
/// <param name="Memory">First of the rule's <paramref name="Max"/> cells.</param>
/// <param name="Number">The rule's place among the rules with a limit.</param>
internal sealed record EventRule(EngagementRule Source, long Milli, DecayCurve Curve, int Bucket, int Max, long Per, int Memory, int Number);

/// <summary>What one signal sets off.</summary>
internal sealed record SignalRules(string Name, bool Page, EventRule[] Rules);

/// <summary>The session rule: how many views make a deep session, when one ends, and what rules that sets off.</summary>
internal sealed record DepthRule(string Signal, int Pages, long Gap, EventRule[] Rules);

/// <summary>A group's clamp. Its correction belongs to the fit number when the group has fit rules only, else to engagement.</summary>
internal readonly record struct Clamp(long Min, long Max, bool IsFit)
{
    public long Correction(long sum) => Math.Clamp(sum, Min, Max) - sum;
}

/// <summary>The event rules of a playbook, by signal.</summary>
internal sealed class CompiledRules
{
    private readonly Dictionary<string, int> _numbers;

    public CompiledRules(Playbook playbook, Func<string?, string, int> bucketOf)
    {
        var rules = new List<EventRule>();
        foreach (var rule in playbook.Scoring.Engagement)
        {
            var (max, per) = Limit(rule.Repeat);
            rules.Add(new(rule, rule.Points * 1000L, DecayCurve.From(rule.Decay), bucketOf(rule.Group, rule.Id), max, per, Memory, Limited));
            Memory += max;
            Limited += max > 0 ? 1 : 0;
        }

        var pages = playbook.Signals.Where(signal => signal.Page).Select(signal => signal.Name).ToHashSet();
        var byName = rules.ToLookup(rule => rule.Source.Signal);
        Signals = [.. byName.Select(one => one.Key).Union(pages).Select(name => new SignalRules(name, pages.Contains(name), [.. byName[name]]))];
        _numbers = Enumerable.Range(0, Signals.Length).ToDictionary(i => Signals[i].Name);
        if (playbook.Scoring.SessionDepth is { } depth)
        {
            Depth = new(depth.Signal, depth.Pages, (long)depth.Gap.TotalMilliseconds, [.. byName[depth.Signal]]);
        }
    }

    public SignalRules[] Signals { get; }

    public DepthRule? Depth { get; }

    /// <summary>Cells of repeat memory over all rules.</summary>
    public int Memory { get; }

    /// <summary>How many rules have a limit.</summary>
    public int Limited { get; }

    /// <returns>The number of the signal, or -1 when nothing scores it.</returns>
    public int NumberOf(string signal) => _numbers.GetValueOrDefault(signal, -1);

    private static (int Max, long Per) Limit(Repeat repeat)
    {
        switch (repeat)
        {
            case Repeat.Each:
                return (0, 0);
            case Repeat.Once:
                return (1, long.MaxValue);
            case Repeat.Limited limited:
                ArgumentOutOfRangeException.ThrowIfLessThan(limited.Max, 1, nameof(repeat));
                return (limited.Max, (long)limited.Per.TotalMilliseconds);
            default:
                throw new ArgumentOutOfRangeException(nameof(repeat), repeat, "no such repeat policy");
        }
    }
}
