using LeadFunctions.Domain.Playbooks;
using LeadFunctions.Domain.Scoring;
using static LeadFunctions.Domain.Tests.Scoring.Models;

namespace LeadFunctions.Domain.Tests.Scoring;

public sealed class scoring_a_lead
{
    private static readonly ScoringRules Titles = new()
    {
        Fit =
        [
            new("c-level", "C-level", "title", new Condition.HasWord("title", ["chief", "ceo"]), 25, null),
            new("vp", "VP or director", "title", new Condition.HasWord("title", ["vp", "director"]), 20, null),
            new("large", "500 or more employees", "size", new Condition.Between("companySize", 500, null), 20, null),
        ],
        State = [new("free-email", "Student or free email", new Condition.IsTrue("freeEmail"), null, -10, null)],
    };

    [Fact]
    public void within_a_factor_the_first_match_wins_and_factors_add()
    {
        var lead = Lead(new Dictionary<string, string> { ["title"] = "Director and Chief of Staff", ["companySize"] = "700" });
        var card = Of(Titles).Explain(lead, Day0);
        Assert.Equal(["c-level", "large"], card.Lines.Select(line => line.Rule));
        Assert.Equal(45, card.Total.ToDecimal());
        Assert.Equal("title is Director and Chief of Staff", card.Lines[0].Why);
    }

    [Fact]
    public void a_changed_attribute_replaces_its_line()
    {
        Assert.Equal(20, Of(Titles).TotalAfter(Lead(new Dictionary<string, string> { ["title"] = "VP Sales" }), 0));
        Assert.Equal(25, Of(Titles).TotalAfter(Lead(new Dictionary<string, string> { ["title"] = "CEO" }), 0));
    }

    [Fact]
    public void engagement_and_state_are_one_number_and_fit_another()
    {
        var model = Of(Titles with { Engagement = [Rule("demo-request", 30)] });
        var card = model.Explain(Lead(new Dictionary<string, string> { ["title"] = "CEO", ["freeEmail"] = "true" }, Event("e", "demo-request", TimeSpan.Zero)), Day0);
        Assert.Equal((25, 20, 45), (card.Fit.ToDecimal(), card.Engagement.ToDecimal(), card.Total.ToDecimal()));
        Assert.Equal(("C3", "mql"), (card.Grade, card.Band));
    }

    [Fact]
    public void the_total_is_clamped_and_the_clamp_is_a_line()
    {
        var model = With(Rule("a", 70), Rule("b", -20));
        var high = model.Explain(Lead(Event("1", "a", TimeSpan.Zero), Event("2", "a", TimeSpan.Zero)), Day0);
        Assert.Equal((100, ScoreLineKind.TotalCap, -40), (high.Total.ToDecimal(), high.Lines[^1].Kind, high.Lines[^1].Points.ToDecimal()));
        var low = model.Explain(Lead(Event("1", "b", TimeSpan.Zero)), Day0);
        Assert.Equal((0, 20, "-20 counts as 0, the least there can be"), (low.Total.ToDecimal(), low.Lines[^1].Points.ToDecimal(), low.Lines[^1].Why));
    }

    [Fact]
    public void a_group_is_clamped_before_the_total()
    {
        var model = Of(new()
        {
            Groups = [new("email", "Email", null, 12)],
            Engagement = [Rule("open", 10, group: "email"), Rule("click", 5, group: "email"), Rule("demo", 95)],
        });
        var card = model.Explain(Lead(Event("1", "open", default), Event("2", "click", default), Event("3", "demo", default)), Day0);
        Assert.Equal([10m, 5m, 95m, -3m, -7m], card.Lines.Select(line => line.Points.ToDecimal()));
        Assert.Equal((ScoreLineKind.GroupCap, "email"), (card.Lines[3].Kind, card.Lines[3].Rule));
        Assert.Equal((107, 100), (card.Engagement.ToDecimal(), card.Total.ToDecimal()));
    }

    [Theory]
    [InlineData(40, "warm")]
    [InlineData(41, "mql")]
    [InlineData(60, "mql")]
    [InlineData(61, "sal")]
    [InlineData(81, "sql")]
    [InlineData(20, "cold")]
    public void a_total_of_exactly_the_lower_bound_is_in_the_band(int points, string band) =>
        Assert.Equal(band, With(Rule("a", points)).Score(Lead(Event("1", "a", default)), Day0).Band);

    [Fact]
    public void an_inactivity_penalty_comes_at_its_instant_and_counts_once()
    {
        var model = Of(new()
        {
            Min = -100,
            State = [new("inactive", "30+ days inactive", null, TimeSpan.FromDays(30), -15, null)],
        });
        Assert.Equal(0, model.TotalAfter(Lead(), 29.9999));
        Assert.Equal(-15, model.TotalAfter(Lead(), 30));
        Assert.Equal(-15, model.TotalAfter(Lead(), 300));
        Assert.Equal("last activity 45 days ago", model.Explain(Lead(), Day0.AddDays(45)).Lines.Single().Why);
    }

    [Fact]
    public void a_past_instant_counts_inactivity_from_the_activity_before_it()
    {
        var model = Of(new() { Min = -100, State = [new("inactive", "", null, TimeSpan.FromDays(30), -15, null)] });
        var lead = Lead(Event("1", "a", default), Event("2", "a", TimeSpan.FromDays(50))) with { LastActivityAt = Day0.AddDays(50) };
        Assert.Equal([0m, -15m, 0m, -15m], new double[] { 29, 49, 50, 80 }.Select(day => model.TotalAfter(lead, day)));
    }

    [Fact]
    public void an_adjustment_is_a_line_with_author_and_reason_and_counts_from_its_instant()
    {
        var lead = Lead() with { Adjustments = [new("a1", Day0, "Kim", 7, "met at the fair"), new("a1", Day0, "Kim", 7, "met at the fair")] };
        var model = With();
        var line = model.Explain(lead, Day0).Lines.Single();
        Assert.Equal((ScoreLineKind.Adjustment, "Adjusted by Kim", "met at the fair"), (line.Kind, line.Label, line.Why));
        Assert.Equal(7, model.TotalAfter(lead, 0));
        Assert.Equal(0, model.TotalAfter(lead, -1));
    }

    [Fact]
    public void an_event_line_says_what_when_and_how_it_decays()
    {
        var rule = Rule("pricing-page-view", 20) with { Label = "Pricing page view" };
        var line = With(rule).Explain(Lead(Event("e7", "pricing-page-view", default)), Day0.AddDays(12)).Lines.Single();
        Assert.Equal("Pricing page view, 12 days ago, half-life 30 days", line.Why);
        Assert.Equal(("e7", 20, 15.157m), (line.EventId, line.Raw.ToDecimal(), line.Points.ToDecimal()));
        Assert.Equal(Math.Pow(2, -12 / 30.0), line.Factor, 12);
    }

    [Fact]
    public void events_after_the_instant_and_signals_without_a_rule_add_nothing()
    {
        var lead = Lead(Event("1", "a", TimeSpan.FromDays(2)), Event("2", "unheard-of", default));
        Assert.Empty(With(Rule("a", 10)).Explain(lead, Day0.AddDays(1)).Lines);
    }

    [Fact]
    public void a_rule_in_a_group_that_is_not_there_is_refused_when_the_model_is_made() =>
        Assert.Throws<ArgumentException>(() => With(Rule("a", 1, group: "nowhere")));

    [Fact]
    public void seventy_questions_about_one_fact_are_all_answered()
    {
        var fit = Enumerable.Range(1, 70).Select(i => new FitRule($"f{i}", "", $"factor{i}", new Condition.Between("pages", i, null), 1, null));
        var model = Of(new() { Fit = [.. fit], Min = -5 });
        Assert.Equal(68, model.TotalAfter(Lead(new Dictionary<string, string> { ["pages"] = "68.5" }), 0));
        var row = model.NewRow();
        row.Column("pages").Set(68.5);
        Assert.Equal(68, model.Score(row).Total.ToDecimal());
        row.Clear();
        Assert.Equal(0, model.Score(row).Total.ToDecimal());
    }

    [Fact]
    public void scoring_a_prepared_lead_allocates_nothing_however_many_events()
    {
        var model = Of(new() { Engagement = [Rule("a", 1, repeat: new Repeat.Limited(3, TimeSpan.FromDays(2)))], SessionDepth = new("a", 3, TimeSpan.FromHours(1)) }, "a");
        var lead = model.Prepare(Lead([.. Enumerable.Range(0, 1000).Select(i => Event($"e{i}", "a", TimeSpan.FromMinutes(i)))]));
        model.Score(lead, Day0.AddDays(1));
        var before = GC.GetAllocatedBytesForCurrentThread();
        model.Score(lead, Day0.AddDays(1));
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
