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

    /// <summary>10,000 half-lives computed elsewhere with 60 decimal digits; the sum of all their milli-points, so to say, is the same.</summary>
    [Fact]
    public void every_milli_point_is_the_one_that_sixty_digits_give()
    {
        ulong state = 12345, digest = 0;
        for (var i = 0; i < 10_000; i++)
        {
            var points = (int)(Draw() % 100) + 1;
            var halfLife = TimeSpan.FromMilliseconds((Draw() % (90UL * 86_400_000)) + 1000);
            var age = TimeSpan.FromMilliseconds(Draw() % (180UL * 86_400_000));
            var model = With(Rule("a", points, new Decay.HalfLife(halfLife)));
            digest = unchecked((digest * 31) + (ulong)model.Score(Lead(Event("1", "a", TimeSpan.Zero)), Day0 + age).Total.Milli);
        }

        Assert.Equal(14003295421725712530UL, digest);

        ulong Draw() => (state = unchecked((state * 6364136223846793005) + 1442695040888963407)) >> 33;
    }
}
