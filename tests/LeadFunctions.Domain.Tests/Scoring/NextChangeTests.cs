using LeadFunctions.Domain.Playbooks;
using LeadFunctions.Domain.Scoring;
using static LeadFunctions.Domain.Tests.Scoring.Models;

namespace LeadFunctions.Domain.Tests.Scoring;

public sealed class waiting_for_time_to_change_a_score
{
    private static readonly ScoringInput Demo = Lead(Event("1", "a", default));

    private static DateTimeOffset? Next(ScoringModel model, ScoringInput lead, DateTimeOffset after, params decimal[] watch) =>
        model.NextChange(lead, after, [.. watch.Select(level => new Points((long)(level * 1000)))]);

    [Fact]
    public void the_band_changes_in_the_second_after_the_total_falls_below_its_bound()
    {
        var model = With(Rule("a", 82));
        var next = Next(model, Demo, Day0)!.Value;
        Assert.Equal("sql", model.Score(Demo, next.AddSeconds(-1)).Band);
        Assert.Equal("sal", model.Score(Demo, next).Band);
        Assert.Equal(TimeSpan.Zero, TimeSpan.FromTicks(next.Ticks % TimeSpan.TicksPerSecond));
        // 82 · 2^(-a/30 d) is 80.9995 (half-even: 81.000 still above) after 30 d · log2(82 / 80.9995).
        Assert.InRange((next - Day0).TotalSeconds - (30 * 86400 * Math.Log2(82 / 80.9995)), 0, 1.01);
    }

    [Fact]
    public void a_watched_level_wakes_before_the_band_does()
    {
        var model = With(Rule("a", 58, new Decay.Linear(50, TimeSpan.FromDays(45))));
        Assert.Equal(Day0.AddDays(90 * 2.0005 / 58), Next(model, Demo, Day0, 56)!.Value, TimeSpan.FromSeconds(1));
        Assert.Equal(Day0.AddDays(90 * 17.0005 / 58), Next(model, Demo, Day0)!.Value, TimeSpan.FromSeconds(1));
    }

    [Fact]
    public void what_does_not_decay_never_wakes() => Assert.Null(Next(With(Rule("a", 58, new Decay.None())), Demo, Day0, 20));

    [Fact]
    public void a_score_that_settles_on_the_bound_never_wakes()
    {
        var model = With(Rule("a", 41, new Decay.None()), Rule("b", 10));
        Assert.Null(Next(model, Lead(Event("1", "a", default), Event("2", "b", default)), Day0));
    }

    [Fact]
    public void a_penalty_that_decays_lifts_the_score_again()
    {
        var model = With(Rule("a", 50, new Decay.None()), Rule("unsubscribe", -20));
        var lead = Lead(Event("1", "a", default), Event("2", "unsubscribe", default));
        var next = Next(model, lead, Day0)!.Value;
        Assert.Equal(("warm", "mql"), (model.Score(lead, next.AddSeconds(-1)).Band, model.Score(lead, next).Band));
    }

    [Fact]
    public void inactivity_wakes_though_the_band_stays()
    {
        var model = Of(new() { State = [new("inactive", "", null, TimeSpan.FromDays(30), -1, null)] });
        Assert.Equal(Day0.AddDays(30), Next(model, Lead(), Day0.AddDays(3)));
        Assert.Null(Next(model, Lead(), Day0.AddDays(30)));
    }

    [Fact]
    public void the_answer_is_always_later_than_the_question()
    {
        var model = With(Rule("a", 82, new Decay.Window(TimeSpan.FromMilliseconds(1500))));
        Assert.Equal(Day0.AddSeconds(2), Next(model, Demo, Day0));
        Assert.Equal(Day0.AddSeconds(2), Next(model, Demo, Day0.AddMilliseconds(1499)));
        Assert.Null(Next(model, Demo, Day0.AddMilliseconds(1500)));
    }

    [Fact]
    public void a_total_that_hovers_on_a_bound_wakes_a_few_times_for_nothing_instead_of_being_searched_for_long()
    {
        var model = With(Rule("fit", 41, new Decay.None()), Rule("up", 20), Rule("down", -20));
        var pairs = Enumerable.Range(0, 10).SelectMany(i => new[] { Event($"u{i}", "up", default), Event($"d{i}", "down", default) });
        var lead = Lead([Event("f", "fit", default), .. pairs]);
        DateTimeOffset? next = Day0;
        for (var wakes = 0; next is not null; wakes++)
        {
            Assert.InRange(wakes, 0, 200);
            Assert.Equal("mql", model.Score(lead, next.Value).Band);
            next = Next(model, lead, next.Value);
        }
    }
}
