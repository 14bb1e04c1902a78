using LeadFunctions.Domain.Playbooks;
using LeadFunctions.Domain.Scoring;

namespace LeadFunctions.Domain.Backtesting;

/// <summary>Who would become an MQL under one playbook and not, or at another time, under the other; of the latest of them, why.</summary>
internal sealed class Flips(Rulebook current, Rulebook draft)
{
    public const int Shown = 100;

    private readonly SortedSet<Flipped> _latest = new(Flipped.LatestFirst);
    private readonly int[] _counts = new int[7];

    public void Add(LeadHistory history, Replayed before, Replayed after)
    {
        var (mql, wouldBe) = (Bound(current), Bound(draft));
        _counts[5] += before.Final < mql && after.Final >= wouldBe ? 1 : 0;
        _counts[6] += before.Final >= mql && after.Final < wouldBe ? 1 : 0;
        if (KindOf(before, after) is not { } kind)
        {
            return;
        }

        _counts[kind]++;
        if (kind < 4)
        {
            _latest.Add(new Flipped(history, kind, before, after));
            if (_latest.Count > Shown)
            {
                _latest.Remove(_latest.Max!);
            }
        }
    }

    public static FlipCounts Sum(IEnumerable<Flips> parts)
    {
        var all = parts.ToList();
        int Of(int kind) => all.Sum(part => part._counts[kind]);
        var latest = all.SelectMany(part => part._latest.Select(flipped => (part, flipped))).OrderBy(one => one.flipped, Flipped.LatestFirst).Take(Shown);
        return new FlipCounts(Of(0), Of(1), Of(2), Of(3), Of(4), Of(5), Of(6), [.. latest.Select(one => one.part.Explained(one.flipped))]);
    }

    private static readonly string[] Kinds = ["gained", "lost", "earlier", "later"];

    private static int? KindOf(Replayed before, Replayed after) => (before.MqlAt, after.MqlAt) switch
    {
        (null, null) => null,
        _ when before.IsEarlier || after.IsEarlier => null,
        (null, _) => 0,
        (_, null) => 1,
        var (was, becomes) => becomes < was ? 2 : becomes > was ? 3 : 4,
    };

    private static Points Bound(Rulebook rules) => Points.Whole(rules.Playbook.Bands.FirstOrDefault(band => band.Id == rules.Playbook.MqlBand)?.From ?? int.MaxValue);

    /// <summary>Both scores at the first instant at which the two part, rule by rule.</summary>
    private Flip Explained(Flipped flipped)
    {
        var at = Earliest(flipped.Before.MqlAt, flipped.After.MqlAt);
        var (one, other) = (Card(flipped.History, current, at), Card(flipped.History, draft, at));
        var shifts = one.Lines.Concat(other.Lines).Select(line => line.Rule).Distinct(StringComparer.Ordinal)
            .Select(rule => new RuleShift(rule, Of(one, rule), Of(other, rule)))
            .Where(shift => shift.Current != shift.Draft)
            .OrderByDescending(shift => Math.Abs(shift.Draft.Milli - shift.Current.Milli)).ThenBy(shift => shift.Rule, StringComparer.Ordinal)
            .Take(5).ToList();
        return new Flip(flipped.History.LeadId, Kinds[flipped.Kind], flipped.Before.MqlAt, flipped.After.MqlAt, one.Total, other.Total, Why(shifts, flipped), shifts);
    }

    private string Why(List<RuleShift> shifts, Flipped flipped)
    {
        var (was, becomes) = (Bound(current), Bound(draft));
        return shifts.Count > 0 ? string.Join("; ", shifts.Take(2).Select(shift => $"{shift.Rule} gives {shift.Draft} instead of {shift.Current}"))
            : was != becomes ? $"an MQL begins at {becomes} instead of {was}"
            : flipped.After.By is { } raised && flipped.Before.By is null ? $"{raised} asks for a person"
            : flipped.Before.By is { } no && flipped.After.By is null ? $"{no} does not ask for a person"
            : "a gate lets it through or stops it";
    }

    private static Points Of(ScoreCard card, string rule) => new(card.Lines.Where(line => line.Rule == rule).Sum(line => line.Points.Milli));

    private static ScoreCard Card(LeadHistory history, Rulebook rules, DateTimeOffset at) =>
        rules.Model.Explain(new ScoringInput(KnownThen.FactsAt(history, rules, at), history.Events, history.Adjustments, default), at);

    private static DateTimeOffset Earliest(DateTimeOffset? one, DateTimeOffset? other) => one is null || other < one ? other!.Value : one.Value;

    private sealed record Flipped(LeadHistory History, int Kind, Replayed Before, Replayed After)
    {
        public static readonly IComparer<Flipped> LatestFirst = Comparer<Flipped>.Create((left, right) =>
            right.At.CompareTo(left.At) is var byTime && byTime != 0 ? byTime : string.CompareOrdinal(left.History.LeadId, right.History.LeadId));

        private DateTimeOffset At => Earliest(Before.MqlAt, After.MqlAt);
    }
}
