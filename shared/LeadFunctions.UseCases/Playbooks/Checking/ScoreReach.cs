using LeadFunctions.Domain.Playbooks;

namespace LeadFunctions.UseCases.Playbooks.Checking;

/// <param name="Of"><c>fit</c>, <c>engagement</c>, <c>state</c>, <c>group:title</c>, <c>total</c>.</param>
/// <param name="Max">Null: without end.</param>
public sealed record ScoreRange(string Of, double? Min, double? Max);

/// <summary>
/// The least and the most that a playbook can give, exactly: rules of a factor exclude each other, conditions on the same fact go together or not, repeats
/// and decay bound what a signal is worth at one instant, groups and the total are clamped. Inactivity is taken as there or not, whatever else happened.
/// </summary>
internal sealed class ScoreReach
{
    private readonly ScoringRules _rules;
    private readonly List<Reached> _standing;
    private readonly Reached _engagementMost;
    private readonly Reached _engagementLeast;

    private ScoreReach(ScoringRules rules)
    {
        _rules = rules;
        _standing = StandingReach.Of(rules);
        (_engagementLeast, _engagementMost) = EngagementReach.Of(rules);
    }

    public static ScoreReach Of(ScoringRules rules) => new(rules);

    public double FitMost => Points(_standing.Max(one => Clamped(one.Fit)));

    public double TotalMost => Points(Math.Clamp(_standing.Max(one => Clamped(one.All + _engagementMost.Fit)), 1000L * _rules.Min, 1000L * _rules.Max));

    public IReadOnlyList<ScoreRange> Ranges =>
    [
        new("fit", Points(_standing.Min(one => Clamped(one.Fit))), Points(_standing.Max(one => Clamped(one.Fit)))),
        new("engagement", Bound(Clamped(_engagementLeast.Fit)), Bound(Clamped(_engagementMost.Fit))),
        new("state", Points(_standing.Min(one => Clamped(one.State))), Points(_standing.Max(one => Clamped(one.State)))),
        .. _rules.Groups.Select((group, i) => new ScoreRange(
            "group:" + group.Id,
            Bound(Clamp(i + 1, _standing.Min(one => one.All[i + 1]) + _engagementLeast.Fit[i + 1])),
            Bound(Clamp(i + 1, _standing.Max(one => one.All[i + 1]) + _engagementMost.Fit[i + 1])))),
        new("total", Points(Math.Clamp(_standing.Min(one => Clamped(one.All + _engagementLeast.Fit)), 1000L * _rules.Min, 1000L * _rules.Max)), TotalMost),
    ];

    private long Clamped(Cells cells)
    {
        var sum = cells[0];
        for (var i = 1; i <= _rules.Groups.Count; i++)
        {
            sum += Clamp(i, cells[i]);
        }

        return sum;
    }

    private long Clamp(int bucket, long milli)
    {
        var group = _rules.Groups[bucket - 1];
        return Math.Clamp(milli, (group.Min * 1000L) ?? long.MinValue, (group.Max * 1000L) ?? long.MaxValue);
    }

    private static double? Bound(long milli) => Math.Abs(milli) >= EngagementReach.Endless / 2 ? null : Points(milli);

    private static double Points(long milli) => milli / 1000.0;
}

/// <summary>Milli-points per bucket: 0 without a group, else 1 + the group's place.</summary>
internal readonly record struct Cells(long[] Values)
{
    public long this[int bucket] => Values[bucket];

    public static Cells operator +(Cells left, Cells right) => new([.. left.Values.Zip(right.Values, (one, other) => one + other)]);
}

/// <summary>What one kind of lead has of its facts.</summary>
internal sealed record Reached(Cells Fit, Cells State)
{
    public Cells All => Fit + State;
}
