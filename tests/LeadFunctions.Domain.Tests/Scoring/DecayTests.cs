using LeadFunctions.Domain.Playbooks;
using static LeadFunctions.Domain.Tests.Scoring.Models;

namespace LeadFunctions.Domain.Tests.Scoring;

public sealed class an_event_grows_old
{
    private static readonly Decay Handbook = new Decay.Linear(50, TimeSpan.FromDays(45));

    private static decimal After(Decay decay, double days, int points = 20) =>
        With(Rule("pricing-page-view", points, decay)).TotalAfter(Lead(Event("e1", "pricing-page-view", TimeSpan.Zero)), days);

    [Theory]
    [InlineData(0, 20)]
    [InlineData(30, 10)]
    [InlineData(60, 5)]
    [InlineData(90, 2.5)]
    [InlineData(15, 14.142)] // 20 / √2 = 14.14213…
    [InlineData(10, 15.874)] // 20 / ∛2 = 15.87401…
    [InlineData(300, 0.020)] // 20 / 1024 = 0.01953…
    [InlineData(3000, 0)]
    public void a_half_life_of_thirty_days_halves_twenty_points_every_thirty_days(double days, decimal expected) =>
        Assert.Equal(expected, After(ThirtyDays, days));

    [Theory]
    [InlineData(0, 50)]
    [InlineData(9, 45)]
    [InlineData(45, 25)]
    [InlineData(89.1, 0.5)]
    [InlineData(90, 0)]
    [InlineData(400, 0)]
    public void fifty_percent_per_forty_five_days_is_nothing_after_ninety(double days, decimal expected) => Assert.Equal(expected, After(Handbook, days, 50));

    [Theory]
    [InlineData(30, 66.667)]
    [InlineData(90, 0)]
    public void a_third_per_thirty_days_keeps_the_percentage_to_four_decimals(double days, decimal expected) =>
        Assert.Equal(expected, After(new Decay.Linear(100 / 3.0, TimeSpan.FromDays(30)), days, 100), 3);

    [Theory]
    [InlineData(29.999, 10)]
    [InlineData(30, 5)]
    [InlineData(59.999, 5)]
    [InlineData(60, 1)]
    public void steps_change_at_their_instant_exactly(double days, decimal expected)
    {
        var steps = new Decay.Steps([new(TimeSpan.FromDays(30), 0.5), new(TimeSpan.FromDays(60), 0.1)]);
        Assert.Equal(expected, After(steps, days, 10));
    }

    [Theory]
    [InlineData(6.999, 5)]
    [InlineData(7, 0)]
    public void a_window_closes_at_its_instant_exactly(double days, decimal expected) =>
        Assert.Equal(expected, After(new Decay.Window(TimeSpan.FromDays(7)), days, 5));

    [Fact]
    public void without_decay_an_event_keeps_its_points_for_ever() => Assert.Equal(30, After(new Decay.None(), 36_500, 30));

    [Fact]
    public void halves_round_to_even()
    {
        // 1 point: 1000 milli is 62.5 after 4 half-lives, 31.25 after 5, 3.906 after 8, and 0.5 (to even: 0) is never 1.
        Assert.Equal(0.062m, After(ThirtyDays, 120, 1));
        Assert.Equal(0.188m, After(ThirtyDays, 120, 3)); // 187.5
        Assert.Equal(0.004m, After(ThirtyDays, 240, 1));
    }

    [Fact]
    public void a_period_of_nothing_is_refused_when_the_model_is_made() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => With(Rule("x", 1, new Decay.HalfLife(TimeSpan.Zero))));
}
