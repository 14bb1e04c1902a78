using System.Globalization;
using LeadFunctions.Domain.Playbooks;

namespace LeadFunctions.Domain.Scoring;

/// <summary>Every addend of a score in words: fit, engagement by time, state, adjustments, then what the clamps took or gave.</summary>
internal sealed class Explanation(CompiledRules rules, StandingRules standing, ScoreScale scale)
{
    public IReadOnlyList<ScoreLine> Lines(ScoringInput input, ReadOnlySpan<ScoringEvent> ordered, long at)
    {
        var lines = new List<ScoreLine>();
        lines.AddRange(standing.Fitting(input.Facts).Select(rule => Fit(rule, input.Facts)));
        var events = new EventLines(lines, input.Ledger, rules, at);
        EventWalk.Run(rules, ordered, at, ref events);
        lines.AddRange(standing.Holding(input.Facts).Select(rule => State(rule, ConditionWords.Of(rule.When!, input.Facts))));
        var idle = LastActivity.Idle(LastActivity.Of(input), ordered, at);
        lines.AddRange(standing.Inactivities.Where(one => one.Holds(idle)).Select(one => State(one.Rule, "last activity " + PlainWords.Ago(idle!.Value))));
        lines.AddRange(AdjustmentSum.Holding(input.Adjustments, at).Select(Adjusted));
        lines.AddRange(GroupCaps(lines).ToArray());
        if (Cap(ScoreLineKind.TotalCap, "total", "Score range", null, scale.Total, lines.Sum(line => line.Points.Milli)) is { } total)
        {
            lines.Add(total);
        }

        return lines;
    }

    private static ScoreLine Fit(FitRule rule, Facts facts) =>
        Plain(ScoreLineKind.Fit, rule.Id, rule.Label, rule.Group, rule.Points, ConditionWords.Of(rule.When, facts));

    private static ScoreLine State(StateRule rule, string why) => Plain(ScoreLineKind.State, rule.Id, rule.Label, rule.Group, rule.Points, why);

    private static ScoreLine Adjusted(Leads.Adjustment one) =>
        Plain(ScoreLineKind.Adjustment, "adjust", "Adjusted by " + one.Author, null, one.Points, one.Reason) with { EventId = one.Id, EventAt = one.At };

    private static ScoreLine Plain(ScoreLineKind kind, string rule, string label, string? group, int points, string why) =>
        new(kind, rule, label, group, Points.Whole(points), Points.Whole(points), 1, null, null, why);

    private IEnumerable<ScoreLine> GroupCaps(List<ScoreLine> lines)
    {
        var sums = lines.Where(line => line.Group is not null).ToLookup(line => line.Group!, line => line.Points.Milli);
        for (var i = 0; i < scale.Groups.Length; i++)
        {
            var group = scale.Groups[i];
            if (Cap(ScoreLineKind.GroupCap, group.Id, group.Label, group.Id, scale.Clamps[i], sums[group.Id].Sum()) is { } line)
            {
                yield return line;
            }
        }
    }

    private static ScoreLine? Cap(ScoreLineKind kind, string id, string label, string? group, Clamp clamp, long sum)
    {
        var correction = new Points(clamp.Correction(sum));
        var (bound, word) = correction < Points.Zero ? (clamp.Max, "most") : (clamp.Min, "least");
        var why = string.Create(CultureInfo.InvariantCulture, $"{new Points(sum)} counts as {new Points(bound)}, the {word} there can be");
        return correction == Points.Zero ? null : new(kind, id, label, group, correction, correction, 1, null, null, why);
    }
}
