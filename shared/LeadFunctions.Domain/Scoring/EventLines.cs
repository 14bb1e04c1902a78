using System.Globalization;
using LeadFunctions.Domain.Leads;

namespace LeadFunctions.Domain.Scoring;

/// <summary>Writes a line for each event and rule; one that the repeat policy does not count is there with no points and says why.</summary>
internal readonly struct EventLines(List<ScoreLine> lines, IReadOnlyList<LedgerEvent> ledger, CompiledRules rules, long at) : IEventSink
{
    public void Counted(EventRule rule, in ScoringEvent one, bool derived)
    {
        var age = at - one.At;
        var decay = rule.Curve.Words(age);
        var why = $"{rule.Source.Label}, {PlainWords.Ago(age)}{(decay.Length > 0 ? ", " : "")}{decay}";
        lines.Add(Line(rule, one, derived, new(rule.Curve.Of(rule.Milli, age)), why) with { Factor = rule.Curve.Factor(age) });
    }

    public void NotCounted(EventRule rule, in ScoringEvent one, bool derived) =>
        lines.Add(Line(rule, one, derived, Points.Zero, "not counted: " + LimitWords(rule)));

    private ScoreLine Line(EventRule rule, in ScoringEvent one, bool derived, Points points, string why)
    {
        var happened = ledger[one.Source];
        var id = derived ? $"{happened.Id}:{rules.Depth!.Signal}" : happened.Id;
        var source = rule.Source;
        return new(ScoreLineKind.Engagement, source.Id, source.Label, source.Group, points, new(rule.Milli), 0, id, happened.At, why);
    }

    private static string LimitWords(EventRule rule) => rule.Per == long.MaxValue
        ? "once per lead"
        : string.Create(CultureInfo.InvariantCulture, $"at most {rule.Max} per {PlainWords.Duration(rule.Per)}");
}
