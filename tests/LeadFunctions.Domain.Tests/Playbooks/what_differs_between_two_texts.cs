using LeadFunctions.UseCases.Playbooks;
using LeadFunctions.UseCases.Playbooks.Publishing;

namespace LeadFunctions.Domain.Tests.Playbooks;

public class what_differs_between_two_texts
{
    private static readonly string B2b = ShippedPlaybooks.Text("b2b")!;

    [Fact]
    public void is_nothing_when_only_comments_and_layout_do() =>
        Assert.Empty(PlaybookDiff.Of(B2b, "# another remark\n" + B2b.Replace("range: {min: 0, max: 100}", "range:\n    min: 0\n    max: 100", StringComparison.Ordinal)));

    [Theory]
    [InlineData("pricing-page-view, points: 20", "pricing-page-view, points: 30", "changed scoring.engagement.web-pricing.points 20 30")]
    [InlineData("  - {id: cs, name: Customer success, members: [jonas, kira]}", "", "removed pools.cs {id: cs, name: Customer success, members: [jonas, kira]} ")]
    [InlineData("members: [dai, eva]", "members: [dai, eva, ana]", "changed pools.apac.members [dai, eva] [dai, eva, ana]")]
    [InlineData("  - {path: /plans**, signal: pricing-page-view}\n", "", "removed pages./plans** {path: /plans**, signal: pricing-page-view} ")]
    [InlineData("  mqlBand: mql ", "  extra: 1\n  mqlBand: mql ", "added thresholds.extra  1")]
    public void is_named_by_its_key(string text, string changed, string change)
    {
        var (kind, key, before, after, _) = Assert.Single(PlaybookDiff.Of(B2b, B2b.Replace(text, changed, StringComparison.Ordinal)));

        Assert.Equal(change, $"{kind} {key} {before} {after}");
    }

    [Fact]
    public void is_the_order_of_rules_too()
    {
        var (one, two) = ("  - {path: /pricing**, signal: pricing-page-view}\n", "  - {path: /plans**, signal: pricing-page-view}\n");

        var change = Assert.Single(PlaybookDiff.Of(B2b, B2b.Replace(one + two, two + one, StringComparison.Ordinal)));

        Assert.Equal(("moved", "pages"), (change.Kind, change.Key));
    }
}
