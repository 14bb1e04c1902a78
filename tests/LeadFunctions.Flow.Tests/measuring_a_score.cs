using LeadFunctions.UseCases.Import;

namespace LeadFunctions.Flow.Tests;

public sealed class measuring_a_score
{
    [Fact]
    public void by_tenths_gives_each_its_rate_against_the_overall_one()
    {
        // 20 leads of 100, 95, ... 5 points; the first four and the tenth succeeded: 5 of 20 = 0.25.
        var scored = Enumerable.Range(0, 20).Select(i => (Score: 100m - (5 * i), Success: i < 4 || i == 9)).Reverse().ToList();

        var deciles = Lift.ByDecile(scored);

        Assert.Equal(Enumerable.Range(1, 10), deciles.Select(decile => decile.Number));
        Assert.All(deciles, decile => Assert.Equal(2, decile.Leads));
        Assert.Equal([1, 1, 0, 0, 0.5, 0, 0, 0, 0, 0], deciles.Select(decile => decile.Rate));
        Assert.Equal([4, 4, 0, 0, 2, 0, 0, 0, 0, 0], deciles.Select(decile => decile.Lift));
        Assert.Equal([(95m, 100m), (85m, 90m), (75m, 80m)], deciles.Take(3).Select(decile => (decile.From, decile.To)));
    }

    [Fact]
    public void by_tenths_loses_no_lead_when_ten_does_not_divide_them()
    {
        foreach (var count in new[] { 0, 1, 9, 11, 23, 9240 })
        {
            var deciles = Lift.ByDecile([.. Enumerable.Range(0, count).Select(i => ((decimal)i, i % 3 == 0))]);

            Assert.Equal(count, deciles.Sum(decile => decile.Leads));
            Assert.InRange(deciles.Max(decile => decile.Leads) - deciles.Min(decile => decile.Leads), 0, 1);
            Assert.Equal((count + 2) / 3, deciles.Sum(decile => decile.Rate * decile.Leads), 6);
        }
    }

    [Fact]
    public void that_never_came_to_anything_lifts_nothing() =>
        Assert.All(Lift.ByDecile([(1m, false), (2m, false)]), decile => Assert.Equal((0, 0), (decile.Rate, decile.Lift)));

    [Fact]
    public void by_auc_counts_the_pairs_it_ranks_rightly()
    {
        // Successes 9, 5, 5; failures 7, 5, 1. Pairs won: 9 beats 3; each 5 beats 1 and ties 5: 3 + 1.5 + 1.5 = 6 of 9.
        (decimal, bool)[] scored = [(9, true), (5, true), (5, true), (7, false), (5, false), (1, false)];

        Assert.Equal(6 / 9.0, Lift.Auc(scored), 12);
    }

    [Fact]
    public void by_auc_equals_counting_every_pair()
    {
        var random = new Random(5);
        foreach (var _ in Enumerable.Range(0, 200))
        {
            var scored = Enumerable.Range(0, random.Next(2, 40)).Select(_ => (Score: (decimal)random.Next(10), Success: random.Next(3) == 0)).ToList();
            var pairs = (from won in scored where won.Success from lost in scored where !lost.Success select won.Score > lost.Score ? 1 : won.Score == lost.Score ? 0.5 : 0).ToList();

            Assert.Equal(pairs.Count == 0 ? 0.5 : pairs.Average(), Lift.Auc(scored), 9);
        }
    }

    [Theory]
    [InlineData(1.0, true)]
    [InlineData(0.0, false)]
    public void by_auc_is_one_for_a_perfect_score_and_nought_for_a_perfectly_wrong_one(double auc, bool higherWins) =>
        Assert.Equal(auc, Lift.Auc([(2m, higherWins), (1m, !higherWins)]));
}
