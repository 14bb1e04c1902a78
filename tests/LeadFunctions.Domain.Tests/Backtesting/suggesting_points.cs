using LeadFunctions.Domain.Backtesting;
using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Scoring;
using LeadFunctions.Domain.Tests.Playbooks;
using LeadFunctions.UseCases.Playbooks;
using LeadFunctions.UseCases.Playbooks.Learning;
using LeadFunctions.UseCases.Playbooks.Publishing;

namespace LeadFunctions.Domain.Tests.Backtesting;

public class suggesting_points
{
    private static readonly string Text = ShippedPlaybooks.Text("b2b")!;

    [Fact]
    public void finds_the_weights_that_made_the_outcomes()
    {
        var random = new Random(7);
        var rows = Enumerable.Range(0, 20_000).Select(_ => new[] { random.Next(2), random.NextDouble() * 3, 0.0 }).ToList();
        var came = rows.Select(row => random.NextDouble() < 1 / (1 + Math.Exp(-(-1.5 + (2 * row[0]) - (0.7 * row[1]))))).ToList();

        var found = Regression.Fit(rows, came);

        Assert.InRange(found.Intercept, -1.7, -1.3);
        Assert.InRange(found.Weights[0], 2 - (3 * found.Errors[0]), 2 + (3 * found.Errors[0]));
        Assert.InRange(found.Weights[1], -0.7 - (3 * found.Errors[1]), -0.7 + (3 * found.Errors[1]));
        Assert.Equal(0, found.Weights[2]);
        Assert.InRange(found.Errors[0], 0.02, 0.08);
    }

    [Fact]
    public void gives_more_to_what_leads_to_sales_and_writes_it_into_the_text()
    {
        var histories = Leads(4000, (pricing, blog, random) => random.NextDouble() < (pricing ? 0.5 : 0.05) * (blog ? 1.0 : 1.02));

        var suggestion = SuggestPoints.From(Text, Shipped.B2b, histories, "sql")!;

        var (pricing, blog) = (suggestion.Rules.Single(rule => rule.Rule.Id == "web-pricing"), suggestion.Rules.Single(rule => rule.Rule.Id == "web-blog"));
        Assert.True(pricing.Suggested > 20 && pricing.Low > 0, $"{pricing}");
        Assert.True(blog.Low <= 0 && blog.High >= 0 && blog.Note is not null, $"{blog}");
        Assert.Equal("too few leads to say; left as it is", suggestion.Rules.Single(rule => rule.Rule.Id == "direct-demo").Note);
        Assert.InRange(suggestion.Auc.Suggested, suggestion.Auc.Regression - 0.02, 1);
        var draft = CheckPlaybook.Text(suggestion.Text, "draft.yaml").Playbook!;
        Assert.Equal(suggestion.Rules.Select(rule => (rule.Rule.Id, rule.Suggested)), RuleTable.Columns(draft.Scoring).Select(rule => (rule.Id, rule.Points)));
        Assert.Equal(Text.Count(c => c == '#'), suggestion.Text.Count(c => c == '#'));
    }

    [Fact]
    public void says_nothing_of_a_handful() => Assert.Null(SuggestPoints.From(Text, Shipped.B2b, Leads(30, (pricing, _, _) => pricing), "won"));

    [Fact]
    public void reports_what_each_rule_fired_for_and_why_it_came_back()
    {
        var histories = Leads(400, (pricing, _, _) => pricing).Select((history, i) => i % 10 == 0 ? history with { Rejected = ["no-need"] } : history).ToList();
        var rules = PlaybookVersions.Rulebook(Shipped.B2b);

        var report = RuleReport.Of(RuleTable.Of(histories, rules), rules.Version);

        var card = report.Rules.Single(card => card.Rule.Id == "web-pricing");
        Assert.Equal(histories.Count(history => history.SqlAt is not null), card.Fired);
        Assert.Equal((card.Fired, 1.0), (card.Sql!.Positives, card.Sql.Rate));
        Assert.InRange(card.Sql.Lift, card.Sql.Low, card.Sql.High);
        Assert.Null(card.Won);
        Assert.Equal(("no-need", card.Rejected), (card.Reasons.Single().Reason, card.Reasons.Single().Count));
    }

    [Theory]
    [InlineData(9, true)]
    [InlineData(10, false)]
    public void leaves_a_rule_as_it_is_that_fewer_than_ten_leads_had(int had, bool left)
    {
        var histories = Leads(400, (pricing, _, random) => random.NextDouble() < (pricing ? 0.7 : 0.1))
            .Select((history, i) => i < had ? history with { Events = [.. history.Events, new LedgerEvent($"d{i}", "contact-form", history.Events[0].At)] } : history).ToList();

        var rule = SuggestPoints.From(Text, Shipped.B2b, histories, "sql")!.Rules.Single(rule => rule.Rule.Id == "direct-contact");

        Assert.Equal((had, left), (rule.Leads, rule.Note == "too few leads to say; left as it is"));
    }

    [Fact]
    public void learns_nothing_from_what_happened_once_the_answer_was_known()
    {
        var decided = RandomHistories.Start.AddDays(1);
        var events = new List<LedgerEvent> { new("b1", "blog-post-view", RandomHistories.Start), new("p1", "pricing-page-view", decided.AddHours(1)) };
        var history = new LeadHistory("ld_1", "ana@acme.example", events) { SqlAt = decided };
        var rules = PlaybookVersions.Rulebook(Shipped.B2b);

        var report = RuleReport.Of(RuleTable.Of([history], rules), rules.Version);

        Assert.Equal((1, 0), (Fired("web-blog"), Fired("web-pricing")));
        int Fired(string rule) => report.Rules.Single(card => card.Rule.Id == rule).Fired;
    }

    [Fact]
    public void counts_a_lead_that_came_back_twice_for_one_reason_once()
    {
        var history = new LeadHistory("ld_1", "ana@acme.example", [new("b1", "blog-post-view", RandomHistories.Start)]) { Rejected = ["no-need", "no-need", "price"] };
        var rules = PlaybookVersions.Rulebook(Shipped.B2b);

        var card = RuleReport.Of(RuleTable.Of([history], rules), rules.Version).Rules.Single(card => card.Rule.Id == "web-blog");

        Assert.Equal([("no-need", 1), ("price", 1)], card.Reasons.Select(reason => (reason.Reason, reason.Count)));
    }

    [Fact]
    public void is_held_back_by_the_ridge_where_an_outcome_follows_without_exception()
    {
        var rows = Enumerable.Range(0, 40).Select(i => new[] { i % 2.0 }).ToList();
        var came = rows.Select(row => row[0] > 0).ToList();

        var (weak, strong) = (Regression.Fit(rows, came), Regression.Fit(rows, came, ridge: 10));

        // Without a ridge the weight has no bound; the stronger it is, the nearer to nothing.
        Assert.InRange(weak.Weights[0], 4, 9);
        Assert.InRange(strong.Weights[0], 1, weak.Weights[0] - 2);
    }

    private static List<LeadHistory> Leads(int count, Func<bool, bool, Random, bool> came)
    {
        var random = new Random(3);
        return [.. Enumerable.Range(0, count).Select(i =>
        {
            var (pricing, blog, at) = (random.Next(3) == 0, random.Next(2) == 0, RandomHistories.Start.AddMinutes(i));
            var events = new List<LedgerEvent> { new($"v{i}", "page-view", at) };
            events.AddRange(pricing ? [new LedgerEvent($"p{i}", "pricing-page-view", at)] : Array.Empty<LedgerEvent>());
            events.AddRange(blog ? [new LedgerEvent($"b{i}", "blog-post-view", at)] : Array.Empty<LedgerEvent>());
            events.Sort(static (left, right) => LedgerOrder.Compare(left, right));
            return new LeadHistory($"ld_{i:D6}", $"p{i}@c{i}.example", events) { SqlAt = came(pricing, blog, random) ? at.AddDays(2) : null };
        })];
    }
}
