using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Playbooks;

namespace LeadFunctions.Domain.Scoring;

/// <summary>
/// A playbook's scoring, looked up once and then asked often (semantics 1 and 2). A score is a function of (facts, ledger, adjustments, instant)
/// and nothing else; time counts in whole milliseconds, rounded down. Immutable and safe to share between threads.
/// </summary>
public sealed class ScoringModel
{
    private readonly Playbook _playbook;
    private readonly CompiledRules _rules;
    private readonly StandingRules _standing;
    private readonly ScoreScale _scale;

    private ScoringModel(Playbook playbook)
    {
        _playbook = playbook;
        _rules = new(playbook, BucketOf);
        _standing = new(playbook.Scoring, BucketOf);
        _scale = new(playbook);
    }

    /// <exception cref="ArgumentException">The playbook names a group that is not there, or has a period, factor or limit no reader lets through.</exception>
    public static ScoringModel Compile(Playbook playbook) => new(playbook);

    /// <summary>
    /// The score at an instant, past or future, with every line behind it; the lines sum to the total. Events and adjustments after
    /// <paramref name="at"/> are not seen. Adjustments are part of the total, not of fit or engagement.
    /// </summary>
    public ScoreCard Explain(ScoringInput input, DateTimeOffset at)
    {
        using var ledger = new ArrangedLedger(_rules, input.Ledger);
        var lines = new Explanation(_rules, _standing, _scale).Lines(input, ledger.Events, at.ToUnixTimeMilliseconds());
        var score = Score(input, at);
        return new(at, score.PlaybookVersion, score.Fit, score.Engagement, score.Total, score.Grade, score.Band, lines);
    }

    /// <summary>The same numbers as <see cref="Explain"/>, without the lines.</summary>
    public ScoreSnapshot Score(ScoringInput input, DateTimeOffset at)
    {
        using var ledger = new ArrangedLedger(_rules, input.Ledger);
        Span<long> cells = stackalloc long[_scale.Cells];
        _standing.Add(input.Facts, cells);
        var numbers = Finish(cells, ledger.Events, LastActivity.Of(input), input.Adjustments, at.ToUnixTimeMilliseconds());
        return new(numbers.Fit, numbers.Engagement, numbers.Total, _scale.Grade(numbers), BandId(numbers), at, _playbook.Version);
    }

    /// <summary>
    /// The first whole second after <paramref name="after"/> at which the passing of time has changed the band, brought or removed a state rule,
    /// or taken the total across one of <paramref name="alsoWatch"/> in either direction (a level is reached by being equal); null if that never happens.
    /// Never later than that; earlier only where a total hovers on a level so closely that the search is cut short: then ask again from there.
    /// </summary>
    public DateTimeOffset? NextChange(ScoringInput input, DateTimeOffset after, IReadOnlyList<Points> alsoWatch)
    {
        var lead = Prepare(input);
        return new ChangeSearch(_rules, _standing, _scale, lead).FirstAfter(after.ToUnixTimeMilliseconds(), alsoWatch);
    }

    /// <summary>Looks a lead up once, to be scored many times.</summary>
    public PreparedLead Prepare(ScoringInput input)
    {
        using var ledger = new ArrangedLedger(_rules, input.Ledger);
        var cells = new long[_scale.Cells];
        _standing.Add(input.Facts, cells);
        return new(cells, ledger.Events.ToArray(), input.Adjustments, LastActivity.Of(input));
    }

    /// <summary>The hot path: the same numbers again, without allocating.</summary>
    public ScoreNumbers Score(PreparedLead lead, DateTimeOffset at)
    {
        Span<long> cells = stackalloc long[_scale.Cells];
        lead.Standing.CopyTo(cells);
        return Finish(cells, lead.Events, lead.LastActivity, lead.Adjustments, at.ToUnixTimeMilliseconds());
    }

    /// <summary>A row for leads whose facts are known by column rather than by name; see <see cref="Score(FactRow)"/>.</summary>
    public FactRow NewRow() => new(_standing.Questions);

    /// <summary>What the facts alone are worth: the score of a lead without signals, adjustments or inactivity. Allocates nothing.</summary>
    public ScoreNumbers Score(FactRow facts)
    {
        Span<long> cells = stackalloc long[_scale.Cells];
        _standing.Add(facts.Answers, cells);
        return _scale.Finish(cells, 0);
    }

    /// <summary>The id of the band a score is in; empty for a playbook without bands.</summary>
    public string BandId(in ScoreNumbers numbers) => _scale.BandId(numbers.Band);

    /// <summary>Whether a signal of this name can change a score: those that cannot need not be kept at hand.</summary>
    public bool Counts(string signal) => _rules.NumberOf(signal) >= 0;

    /// <summary>Whether time alone may let a score rise: where something that takes points wears off, a decay goes up, or inactivity gives points.</summary>
    public bool RisesWithTime =>
        _rules.Signals.SelectMany(signal => signal.Rules).Any(rule => (rule.Milli < 0 && rule.Source.Decay is not Decay.None) || rule.Curve.Rises.Count > 0)
        || _standing.Inactivities.Any(rule => rule.Milli > 0);

    private ScoreNumbers Finish(Span<long> cells, ReadOnlySpan<ScoringEvent> events, long? lastActivity, IReadOnlyList<Adjustment> adjustments, long at)
    {
        var idle = LastActivity.Idle(lastActivity, events, at);
        foreach (var rule in _standing.Inactivities)
        {
            cells[(2 * rule.Bucket) + 1] += rule.Holds(idle) ? rule.Milli : 0;
        }

        var sum = new EventSum(cells, at);
        EventWalk.Run(_rules, events, at, ref sum);
        return _scale.Finish(cells, AdjustmentSum.At(adjustments, at));
    }

    private int BucketOf(string? group, string rule)
    {
        for (var i = 0; i < _playbook.Scoring.Groups.Count; i++)
        {
            if (_playbook.Scoring.Groups[i].Id == group)
            {
                return i + 1;
            }
        }

        return group is null ? 0 : throw new ArgumentException($"Rule {rule} is in group {group}, which is not there.", nameof(group));
    }
}
