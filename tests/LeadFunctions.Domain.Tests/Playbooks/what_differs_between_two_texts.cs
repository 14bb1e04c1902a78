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

    [Theory]
    [InlineData("pricing-page-view, points: 20", "pricing-page-view, points: 30", "Pricing page view (web-pricing): points 30 instead of 20")]
    [InlineData("title: B2B lead management", "title: Leads", "title: Leads instead of B2B lead management")]
    [InlineData("hysteresis: 5 ", "hysteresis: 8 ", "thresholds › hysteresis: 8 instead of 5")]
    [InlineData("{id: mql, name: MQL, from: 41,", "{id: mql, name: MQL, from: 35,", "MQL (mql): from 35 instead of 41")]
    [InlineData("  - {id: cs, name: Customer success, members: [jonas, kira]}", "", "Customer success (cs) is gone from pools")]
    [InlineData("  - {name: trial-signup, label: Free trial signup, handRaise: true}", "  - {name: trial-signup, label: Free trial signup}", "Free trial signup (trial-signup): handRaise is gone, it was true")]
    [InlineData("          points: 25\n", "          points: 30\n", "C-level (title-c-level): points 30 instead of 25")]
    [InlineData("        - {id: geo-primary, label: Primary market,", "        - {id: geo-near, label: Near, points: 5, when: {country: [MX]}}\n        - {id: geo-primary, label: Primary market,", "Near (geo-near) is new in scoring › fit › geography › rules")]
    public void is_said_in_words(string text, string changed, string words) =>
        Assert.Equal(words, Assert.Single(PlaybookDiff.Of(B2b, B2b.Replace(text, changed, StringComparison.Ordinal))).Words);

    [Fact]
    public void is_the_order_of_rules_too()
    {
        var (one, two) = ("  - {path: /pricing**, signal: pricing-page-view}\n", "  - {path: /plans**, signal: pricing-page-view}\n");

        var change = Assert.Single(PlaybookDiff.Of(B2b, B2b.Replace(one + two, two + one, StringComparison.Ordinal)));

        Assert.Equal(("moved", "pages"), (change.Kind, change.Key));
        Assert.StartsWith("pages: the order is /plans**, /pricing**, ", change.Words, StringComparison.Ordinal);
    }
}
