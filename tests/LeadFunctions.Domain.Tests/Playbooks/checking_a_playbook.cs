using LeadFunctions.UseCases.Playbooks;

namespace LeadFunctions.Domain.Tests.Playbooks;

public class checking_a_playbook
{
    [Fact]
    public void warns_that_fit_alone_makes_an_mql_in_b2b()
    {
        var finding = Assert.Single(CheckPlaybook.Run(Shipped.B2b));
        Assert.False(finding.IsError);
        Assert.Equal("thresholds.mqlBand", finding.Key);
        Assert.Contains("fit alone reaches 70 points and 'mql' starts at 41", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void warns_of_the_same_in_the_handbook() => Assert.Equal(["thresholds.mqlBand"], CheckPlaybook.Run(Shipped.Handbook).Select(finding => finding.Key));

    [Fact]
    public void says_that_blank_has_no_points_yet() => Assert.Equal(["scoring"], CheckPlaybook.Run(Shipped.Blank).Select(finding => finding.Key));

    [Fact]
    public void finds_nothing_in_a_small_one() => Assert.Empty(Findings("", ""));

    [Theory]
    [InlineData("repeat: once", "repeat: each", "from: 41", "from: 101", "thresholds.bands.mql", true, "no lead can have more than 65 points")]
    [InlineData("max: 40", "max: 10", "from: 41", "from: 36", "thresholds.bands.mql", true, "no lead can have more than 35 points")]
    [InlineData("points: 30, group: web", "points: 10", "from: 41", "from: 36", "thresholds.bands.mql", true, "no lead can have more than 35 points")]
    [InlineData("from: 41", "from: 20", "", "", "thresholds.mqlBand", false, "fit alone reaches 25 points")]
    [InlineData("from: 0", "from: 5", "", "", "thresholds.bands.cold", false, "scores from 0 to 4 are in no band")]
    [InlineData("points: -15", "points: 0", "", "", "scoring.state.inactive", false, "gives 0 points")]
    [InlineData("inactiveFor: 30d", "when: {competitor: true}", "", "", "scoring.state.inactive", false, "domains.competitors is empty")]
    [InlineData("  groups:", "  sessionDepth: {signal: pricing-page-view, pages: 3}\n  groups:", "", "", "scoring.sessionDepth", false, "no engagement rule")]
    [InlineData("label: Pricing, page: true", "label: Pricing", "", "", "pages[0]", false, "do not count towards session depth")]
    [InlineData("pages:\n", "pages:\n  - {path: /p**, signal: pricing-page-view}\n", "", "", "pages[1]", false, "'/p**' above it matches the same pages")]
    [InlineData("kind: round-robin, to", "kind: territory, when: {country: DE}, to", "", "", "routing.all", true, "does not take everybody")]
    [InlineData("to: {pool: bdr}", "to: account-owner", "", "", "routing.all", true, "does not take everybody")]
    [InlineData("members: [ana]", "members: []", "", "", "pools.bdr", true, "has no members")]
    [InlineData("role: bdr,", "role: bdr, active: false,", "", "", "pools.bdr", true, "has no active member")]
    [InlineData("to: {pool: bdr}", "to: {pool: bdr, skill: fintech}", "", "", "routing.all", true, "nobody active in the pool 'bdr' has the skill 'fintech'")]
    [InlineData("calendar: office", "quiet: {from: \"20:00\", until: \"07:00\"}", "", "", "people.ana.quiet", false, "by UTC")]
    [InlineData("routing:\n", "webhooks:\n  - {id: a, url: https://crm.example, secretFrom: A}\n  - {id: b, url: https://crm.example, secretFrom: B}\nrouting:\n", "", "", "webhooks.b", false, "posted twice")]
    [InlineData("routing:\n", "routing:\n  - {id: first, kind: named, to: {person: ana}}\n", "", "", "routing.all", false, "decides only while nobody of 'first' is free")]
    public void finds_what_can_never_matter(string text, string changed, string text2, string changed2, string key, bool isError, string message)
    {
        var finding = Assert.Single(Findings(text, changed, text2, changed2), finding => finding.Key == key && finding.Message.Contains(message, StringComparison.Ordinal));
        Assert.Equal(isError, finding.IsError);
        Assert.StartsWith(isError ? "error    " : "warning  ", finding.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{title: {present: true}}", "{title: {hasWord: [cto]}}")]
    [InlineData("{title: {hasWord: [vice]}}", "{title: {hasWord: [vice president]}}")]
    [InlineData("{companySize: {min: 20}}", "{companySize: {min: 100, max: 499}}")]
    [InlineData("{country: [DE, AT]}", "{country: at}")]
    [InlineData("{any: [{country: DE}, {freeEmail: true}]}", "{freeEmail: true, title: ceo}")]
    [InlineData("{industry: {hasWord: [software]}}", "{industry: [Software, Software services]}")]
    [InlineData("{not: {country: DE}}", "{not: {country: [DE, AT]}}")]
    public void sees_a_rule_in_the_shadow_of_a_wider_one(string wide, string narrow)
    {
        Assert.Contains(Factor(wide, narrow), finding => finding.Key == "scoring.fit.second" && finding.Message.Contains("'first' above it", StringComparison.Ordinal));
        Assert.DoesNotContain(Factor(narrow, wide), finding => finding.Key == "scoring.fit.second");
    }

    [Theory]
    [InlineData("{companySize: {min: 20, max: 200}}", "{companySize: {min: 100}}")]
    [InlineData("{title: {hasWord: [ceo]}, country: DE}", "{title: {hasWord: [ceo]}}")]
    [InlineData("{country: DE}", "{industry: DE}")]
    [InlineData("{not: {country: [DE, AT]}}", "{not: {country: DE}}")]
    public void does_not_see_shadows_that_are_none(string first, string second) =>
        Assert.DoesNotContain(Factor(first, second), finding => finding.Key == "scoring.fit.second");

    private static IReadOnlyList<Finding> Factor(string first, string second) => Findings(
        "[{id: c-level, label: C-level, points: 25, when: {title: {hasWord: [ceo]}}}]",
        $"[{{id: first, label: First, points: 5, when: {first}}}, {{id: second, label: Second, points: 5, when: {second}}}]");

    private static IReadOnlyList<Finding> Findings(string text, string changed, string text2 = "", string changed2 = "")
    {
        var yaml = Changed(Changed(Small.Text, text, changed), text2, changed2);
        var reading = ReadPlaybook.FromYaml(yaml, "small.yaml");
        Assert.Empty(reading.Errors);
        return CheckPlaybook.Run(reading.Playbook!);
    }

    private static string Changed(string yaml, string text, string changed)
    {
        Assert.Contains(text, yaml, StringComparison.Ordinal);
        return text.Length == 0 ? yaml : yaml.Replace(text, changed, StringComparison.Ordinal);
    }
}
