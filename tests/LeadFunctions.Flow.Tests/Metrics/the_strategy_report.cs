using LeadFunctions.Domain.Metrics;
using LeadFunctions.Domain.Routing;
using LeadFunctions.Flow.Tests.Support;
using LeadFunctions.UseCases.Reports;

namespace LeadFunctions.Flow.Tests.Metrics;

/// <summary>In the seed's output format, section by section.</summary>
public sealed class the_strategy_report
{
    private static readonly MetricsAnswer Figures = MetricsOf.Everybody(
        new MetricsAnswer(new DateOnly(2026, 1, 1), new DateOnly(2026, 3, 31), "source", DateTimeOffset.UnixEpoch, "all"),
        new FigureData(new DateOnly(2026, 1, 1), new DateOnly(2026, 3, 31)) { Cohort = [new DayBucket(new DateOnly(2026, 1, 5), new Dictionary<string, long> { ["reached.mql"] = 8, ["reached.sql"] = 2 })] },
        new Dictionary<string, Rotation>(),
        Rules.B2b,
        null);

    [Fact]
    public void has_every_section_of_the_seed_in_its_order()
    {
        var text = ReportText.Of(StrategyReport.Of(Rules.B2b, Figures));

        var at = -1;
        foreach (var heading in new[] { "LEAD MANAGEMENT STRATEGY", "Pipeline:", "Scoring:", "Routing:", "SCORING MODEL", "Thresholds:", "ROUTING RULES", "NURTURE SEQUENCES", "Sequence: New Lead", "HANDOFF PROCESS", "PIPELINE METRICS" })
        {
            var next = text.IndexOf(heading, StringComparison.Ordinal);
            Assert.True(next > at, $"{heading} is missing or out of order in:\n{text}");
            at = next;
        }
    }

    [Fact]
    public void says_what_the_playbook_says_and_the_current_figure_beside_the_target()
    {
        var text = ReportText.Of(StrategyReport.Of(Rules.B2b, Figures));

        Assert.Matches(@"Title +\| C-level +\| \+25", text);
        Assert.Matches(@"Cold: +\[0-20\] -> ", text);
        Assert.Matches(@"everybody +\| every lead +\| BDR team", text);
        Assert.Matches(@"Duration: 2-3 weeks", text);
        Assert.Matches(@"MQL-to-SQL Rate +\| 15-25% +\| 25.0 %", text);
        Assert.Matches(@"Win Rate +\| 20-30% +\| -", text);
    }

    [Fact]
    public void is_markdown_in_which_nothing_a_playbook_says_is_markup()
    {
        var playbook = Rules.B2b with { Routing = [.. Rules.B2b.Routing.Select(rule => rule with { Id = "<b>|[x](javascript:1)" })] };

        var text = ReportMarkdown.Of(StrategyReport.Of(playbook, Figures));

        Assert.Contains(@"\<b\>\|\[x\]\(javascript:1\)", text, StringComparison.Ordinal);
        Assert.Contains("## PIPELINE METRICS", text, StringComparison.Ordinal);
    }
}
