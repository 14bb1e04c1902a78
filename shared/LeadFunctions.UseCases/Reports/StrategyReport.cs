using LeadFunctions.Domain.Metrics;
using LeadFunctions.Domain.Playbooks;
using LeadFunctions.Domain.Routing;

namespace LeadFunctions.UseCases.Reports;

/// <summary>The lead management strategy in the seed's output format, filled with the playbook and the current figures.</summary>
public static class StrategyReport
{
    public static Report Of(Playbook playbook, MetricsAnswer figures) => new(
        "LEAD MANAGEMENT STRATEGY",
        [
            ("Pipeline", string.Join(" -> ", playbook.Stages.Select(stage => stage.Name))),
            ("Scoring", $"Explicit (fit) + implicit (engagement), {playbook.Scoring.Min} to {playbook.Scoring.Max} points, threshold-based"),
            ("Routing", string.Join(", then ", playbook.Routing.Select(rule => Kind(rule.Kind)).Distinct())),
            ("Figures", $"leads that came from {figures.From:yyyy-MM-dd} to {figures.To:yyyy-MM-dd} (UTC)"),
        ],
        [Scoring(playbook), Routing(playbook), Sequences(playbook), Handoffs(playbook), Figures(figures), Service(figures), Reasons(figures)]);

    private static ReportSection Scoring(Playbook playbook)
    {
        var rules = playbook.Scoring;
        string GroupOf(string? group, string otherwise) => rules.Groups.FirstOrDefault(one => one.Id == group)?.Label ?? otherwise;
        var lines = rules.Fit.Select(rule => (Category: Title(rule.Factor), rule.Label, rule.Points))
            .Concat(rules.Engagement.Select(rule => (Category: GroupOf(rule.Group, "Engagement"), rule.Label, rule.Points)))
            .Concat(rules.State.Select(rule => (Category: GroupOf(rule.Group, "State"), rule.Label, rule.Points)));
        return new ReportSection("SCORING MODEL")
        {
            Table = new ReportTable(["Category", "Signal", "Points"], [.. lines.Select(line => (IReadOnlyList<string>)[line.Category, line.Label, line.Points.ToString("+0;-0;0", null)])]),
            Blocks = [new ReportBlock("Thresholds", [.. playbook.Bands.Select((band, at) => (band.Name, $"[{band.From}-{Upper(playbook, at)}] -> {band.Action}"))])],
        };
    }

    private static ReportSection Routing(Playbook playbook) => new("ROUTING RULES")
    {
        Table = new ReportTable(["Rule", "Criteria", "Assignment"], [.. playbook.Routing.Select(rule => (IReadOnlyList<string>)[rule.Id, ConditionText.Of(rule.When), To(rule.To, playbook)])]),
    };

    private static ReportSection Sequences(Playbook playbook) => new("NURTURE SEQUENCES")
    {
        Blocks =
        [
            .. playbook.Sequences.Select(sequence => new ReportBlock(
                "Sequence: " + sequence.Name, [("Target", sequence.Target), ("Duration", sequence.Duration), ("Emails", sequence.Emails), ("Goal", sequence.Goal)])),
        ],
    };

    private static ReportSection Handoffs(Playbook playbook) => new("HANDOFF PROCESS") { Steps = [.. playbook.Handoffs.SelectMany(handoff => handoff.Steps)] };

    private static ReportSection Figures(MetricsAnswer figures) => new("PIPELINE METRICS")
    {
        Table = new ReportTable(
            ["Metric", "Target", "Current"],
            [.. figures.Headline.Select(figure => (IReadOnlyList<string>)[figure.Name, figure.Target?.Text ?? "", FigureText.Of(figure)])]),
    };

    private static ReportSection Service(MetricsAnswer figures) => new("SERVICE LEVELS")
    {
        Table = new ReportTable(
            ["Service level", "Met", "Breached", "Attainment"],
            [.. figures.Sla.Select(one => (IReadOnlyList<string>)[one.Name, FigureText.Count(one.Met), FigureText.Count(one.Breached), FigureText.Of(one.Attainment, "share")])]),
    };

    private static ReportSection Reasons(MetricsAnswer figures) => new("REJECT REASONS")
    {
        Table = new ReportTable(["Reason", "Times"], [.. (figures.MqlToSal?.Reasons ?? []).Select(reason => (IReadOnlyList<string>)[reason.Name, FigureText.Count(reason.N)])]),
    };

    private static int Upper(Playbook playbook, int at) => at + 1 < playbook.Bands.Count ? playbook.Bands[at + 1].From - 1 : playbook.Scoring.Max;

    private static string To(RouteTo to, Playbook playbook) => to switch
    {
        RouteTo.InPool pool => playbook.Pools.FirstOrDefault(one => one.Id == pool.PoolId)?.Name ?? pool.PoolId,
        RouteTo.ToPerson person => playbook.People.FirstOrDefault(one => one.Id == person.PersonId)?.Name ?? person.PersonId,
        _ => "who owns the account",
    };

    private static string Kind(RoutingKind kind) => Title(string.Concat(kind.ToString().Select((letter, at) => at > 0 && char.IsUpper(letter) ? " " + char.ToLowerInvariant(letter) : letter.ToString())));

    private static string Title(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];
}
