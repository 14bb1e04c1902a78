using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Playbooks;
using LeadFunctions.Domain.Scoring;

namespace LeadFunctions.Domain.Backtesting;

/// <summary>One lead's history under one playbook: when it would have become an MQL, and how high its score stood before anybody knew the answer.</summary>
public static class Replay
{
    /// <param name="until">What happens later is not seen.</param>
    public static Replayed Of(LeadHistory history, Rulebook rules, DateTimeOffset until)
    {
        var (known, replayed) = (new Known(history, rules), Replayed.None);
        var bound = Points.Whole(rules.Playbook.Bands.FirstOrDefault(band => band.Id == rules.Playbook.MqlBand)?.From ?? int.MaxValue);
        var instants = KnownThen.Instants(history);
        var (decided, signals) = (history.DecidedAt ?? DateTimeOffset.MaxValue, 0);
        for (var i = 0; i < instants.Count && instants[i] <= until; i++)
        {
            var raised = Raised(history, rules, instants[i], ref signals);
            known.AdvanceTo(instants[i]);
            replayed = See(replayed, known, (instants[i], raised), bound, decided);
            var next = i + 1 < instants.Count && instants[i + 1] <= until ? instants[i + 1] : until;
            for (var at = known.NextRise(instants[i], bound); at < next && replayed.MqlAt is null; at = known.NextRise(at.Value, bound))
            {
                replayed = Cross(replayed, known.Score(at.Value), known.Gate, (at.Value, null), bound);
            }
        }

        return replayed with { Final = instants.Count == 0 || instants[0] > until ? Points.Zero : known.Score(until).Total };
    }

    /// <summary>The last instant at which something was recorded before anybody knew the answer; null when there is none.</summary>
    public static DateTimeOffset? LastBeforeDecision(LeadHistory history)
    {
        var before = KnownThen.Instants(history).Where(at => history.DecidedAt is not { } decided || at < decided).ToList();
        return before.Count == 0 ? null : before[^1];
    }

    /// <summary>What was known of a lead at an instant.</summary>
    public static Facts FactsAt(LeadHistory history, Rulebook rules, DateTimeOffset at) => KnownThen.FactsAt(history, rules, at);

    private static Replayed See(Replayed replayed, Known known, (DateTimeOffset At, string? Raised) now, Points bound, DateTimeOffset decided)
    {
        var score = known.Score(now.At);
        return Cross(now.At < decided && score.Total > replayed.Peak ? replayed with { Peak = score.Total } : replayed, score, known.Gate, now, bound);
    }

    private static Replayed Cross(Replayed replayed, ScoreNumbers score, string? gate, (DateTimeOffset At, string? Raised) now, Points bound) =>
        replayed.MqlAt is null && (now.Raised is not null || score.Total >= bound) && gate is null
            ? replayed with { MqlAt = now.At, By = now.Raised, Score = score.Total, Band = score.Band }
            : replayed;

    /// <summary>The first signal at this instant that asks for a person.</summary>
    private static string? Raised(LeadHistory history, Rulebook rules, DateTimeOffset at, ref int signals)
    {
        string? raised = null;
        while (signals < history.Events.Count && history.Events[signals].At <= at)
        {
            raised ??= history.Events[signals].At == at && rules.Signal(history.Events[signals].Signal)?.HandRaise == true ? history.Events[signals].Signal : null;
            signals++;
        }

        return raised;
    }

    /// <summary>A lead as it was known, looked up again only when a fact about it changed.</summary>
    private sealed class Known(LeadHistory history, Rulebook rules)
    {
        private PreparedLead? _lead;
        private int _facts = -1;
        private Facts _said = new(new Dictionary<string, string>());

        public string? Gate { get; private set; }

        public void AdvanceTo(DateTimeOffset at)
        {
            var facts = Math.Max(0, _facts);
            while (facts < history.Facts.Count && history.Facts[facts].At <= at)
            {
                facts++;
            }

            if (_lead is null || facts != _facts || history.Touches.Count > 0)
            {
                _facts = facts;
                _said = KnownThen.FactsAt(history, rules, at);
                Gate = Progress.Gate(_said, rules.Playbook);
                _lead = rules.Model.Prepare(Input);
            }
        }

        public ScoreNumbers Score(DateTimeOffset at) => rules.Model.Score(_lead!, at);

        /// <summary>Time alone lets a score rise only where something that takes points wears off.</summary>
        public DateTimeOffset? NextRise(DateTimeOffset after, Points bound) => rules.Model.RisesWithTime ? rules.Model.NextChange(Input, after, [bound]) : null;

        private ScoringInput Input => new(_said, history.Events, history.Adjustments, default);
    }
}

/// <param name="MqlAt">Null: it would never have become one.</param>
/// <param name="By">The signal that asked for a person; null when the score did it.</param>
/// <param name="Score">When it became one.</param>
/// <param name="Band">Its place among the bands then.</param>
/// <param name="Peak">The highest score before the answer was known.</param>
/// <param name="Final">The score at the end.</param>
public sealed record Replayed(DateTimeOffset? MqlAt, string? By, Points Score, int Band, Points Peak, Points Final)
{
    /// <summary>It was one before the window that is looked at.</summary>
    public bool IsEarlier { get; init; }

    public static readonly Replayed None = new(null, null, Points.Zero, 0, Points.Zero, Points.Zero);
}
