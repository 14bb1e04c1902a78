using LeadFunctions.Domain.Playbooks;
using LeadFunctions.Domain.Scoring;
using static LeadFunctions.Domain.Tests.Scoring.Models;

namespace LeadFunctions.Domain.Tests.Scoring;

public sealed class a_signal_comes_again
{
    private static readonly ScoringModel Once = With(Rule("demo-request", 30, new Decay.None(), new Repeat.Once()));
    private static readonly ScoringModel TwoADay = With(Rule("open", 2, new Decay.None(), new Repeat.Limited(2, TimeSpan.FromHours(24))));

    private static IEnumerable<string?> Counted(ScoringModel model, ScoringInput lead) =>
        model.Explain(lead, Day0.AddDays(300)).Lines.Where(line => line.Points > Points.Zero).Select(line => line.EventId);

    [Fact]
    public void once_is_the_first_by_event_time_even_when_it_arrives_last()
    {
        var early = Lead(Event("b", "demo-request", TimeSpan.FromDays(2)), Event("c", "demo-request", TimeSpan.FromDays(3)));
        var late = early with { Ledger = [.. early.Ledger, Event("z", "demo-request", TimeSpan.FromDays(1))] };
        Assert.Equal(["b"], Counted(Once, early));
        Assert.Equal(["z"], Counted(Once, late));
        Assert.Equal("not counted: once per lead", Once.Explain(late, Day0.AddDays(4)).Lines[1].Why);
    }

    [Fact]
    public void a_limit_looks_back_from_each_event_over_those_that_counted()
    {
        double[] hours = [0, 1, 23.9, 24, 24.5, 25, 48, 49];
        var lead = Lead([.. hours.Select((hour, i) => Event($"e{i}", "open", TimeSpan.FromHours(hour)))]);
        // 23.9 is the third within a day. At 24 the one at 0 has left (0, 24]; at 24.5 the ones at 1 and 24 count; at 25 the one at 1 has left.
        Assert.Equal(["e0", "e1", "e3", "e5", "e6", "e7"], Counted(TwoADay, lead));
        Assert.Equal("not counted: at most 2 per 24 hours", TwoADay.Explain(lead, Day0.AddDays(3)).Lines[2].Why);
    }

    [Fact]
    public void at_one_instant_the_smaller_id_counts_first()
    {
        var lead = Lead(Event("b", "demo-request", default), Event("a", "demo-request", default));
        Assert.Equal(["a"], Counted(Once, lead));
    }

    [Fact]
    public void one_id_is_one_event_and_its_earliest_time_holds()
    {
        var model = With(Rule("open", 2, new Decay.None()));
        var lead = Lead(Event("a", "open", TimeSpan.FromDays(1)), Event("a", "open", default), Event("a", "open", default));
        var line = model.Explain(lead, Day0.AddDays(2)).Lines.Single();
        Assert.Equal(Day0, line.EventAt);
    }

    [Fact]
    public void each_counts_every_time() =>
        Assert.Equal(6, With(Rule("open", 2, new Decay.None())).TotalAfter(Lead(Event("a", "open", default), Event("b", "open", default), Event("c", "open", default)), 0));
}

public sealed class a_visitor_reads_several_pages
{
    private static readonly ScoringModel Depth = Of(
        new()
        {
            SessionDepth = new("session-depth", 3, TimeSpan.FromMinutes(30)),
            Engagement = [Rule("session-depth", 5, new Decay.None()), Rule("pricing-page-view", 20, new Decay.None(), new Repeat.Once())],
        },
        "page-view",
        "pricing-page-view");

    private static ScoringInput Views(params int[] minutes) =>
        Lead([.. minutes.Select((minute, i) => Event($"v{i}", "page-view", TimeSpan.FromMinutes(minute)))]);

    [Theory]
    [InlineData(0, "0 1")]
    [InlineData(5, "0 1 2")]
    [InlineData(5, "0 29 58 87 100")]
    [InlineData(0, "0 30 60 90")]
    [InlineData(10, "0 1 2 40 41 42")]
    [InlineData(5, "0 1 40 41 42")]
    public void three_in_one_session_count_once_per_session(int expected, string minutes) =>
        Assert.Equal(expected, Depth.TotalAfter(Views([.. minutes.Split(' ').Select(int.Parse)]), 1));

    [Fact]
    public void the_derived_event_is_at_the_third_view_and_named_after_it()
    {
        var line = Depth.Explain(Views(0, 1, 2, 3), Day0.AddDays(1)).Lines.Single();
        Assert.Equal(("session-depth", "v2:session-depth", Day0.AddMinutes(2)), (line.Rule, line.EventId, line.EventAt));
        Assert.Empty(Depth.Explain(Views(0, 1, 2, 3), Day0.AddMinutes(1.99)).Lines);
    }

    [Fact]
    public void views_of_any_page_make_a_session_and_a_late_one_falls_into_its_place()
    {
        var lead = Lead(
            Event("c", "page-view", TimeSpan.FromMinutes(2)), Event("a", "pricing-page-view", default), Event("b", "page-view", TimeSpan.FromMinutes(1)));
        Assert.Equal(25, Depth.TotalAfter(lead, 1));
    }
}
