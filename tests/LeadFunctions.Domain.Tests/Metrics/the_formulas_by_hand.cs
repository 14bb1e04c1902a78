using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Lifecycle;
using LeadFunctions.Domain.Metrics;
using LeadFunctions.Domain.Routing;
using LeadFunctions.Domain.Tests.Playbooks;

namespace LeadFunctions.Domain.Tests.Metrics;

/// <summary>
/// Ten leads small enough to count on paper: all became MQLs, six SALs, four SQLs, three opportunities, of which two are closed: one won for 9,000 after 20 days,
/// one lost after 40. Responses: 1, 2, 3, 4 and 60 minutes.
/// </summary>
public sealed class the_formulas_by_hand
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly DateOnly Day = new(2026, 3, 2);

    private static readonly MetricsAnswer Answer = Of(Ten());

    [Theory]
    [InlineData("mql-to-sql", 4 / 10.0)]
    [InlineData("sql-to-opportunity", 3 / 4.0)]
    [InlineData("win-rate", 1 / 2.0)]
    [InlineData("sales-cycle", (20 + 40) / 2.0)]
    [InlineData("acv", 9000.0)]
    [InlineData("pipeline-velocity", 3 * 0.5 * 9000 / 30)]
    [InlineData("mql-to-sal", 6 / 10.0)]
    public void are_those_of_the_seed(string id, double expected) => Assert.Equal(expected, Figure(id).Value!.Value, 9);

    [Theory]
    [InlineData("mql-to-sql", 0.15, 0.25, "15-25%", "above")]
    [InlineData("sql-to-opportunity", 0.30, 0.50, "30-50%", "above")]
    [InlineData("win-rate", 0.20, 0.30, "20-30%", "above")]
    [InlineData("sales-cycle", 30.0, 90.0, "30-90 days (B2B)", "within")]
    [InlineData("lead-response-time", null, 300.0, "<5 min ideal", "within")]
    [InlineData("pipeline-velocity", null, null, "Higher = better", "none")]
    public void stand_beside_the_seeds_benchmarks(string id, double? low, double? high, string text, string standing)
    {
        Assert.Equal(new FigureTarget(low, high, text), Figure(id).Target);
        Assert.Equal(standing, Figure(id).Standing);
    }

    [Fact]
    public void response_times_are_exact_in_counts_and_within_one_percent_in_percentiles()
    {
        var response = Answer.Response!;

        Assert.Equal((5, 4, 0.8), (response.N, response.Within5Minutes, response.Within5MinutesShare));
        Assert.InRange(response.P50Seconds!.Value, 180 * 0.99, 180 * 1.01);
        Assert.InRange(response.P90Seconds!.Value, 3600 * 0.99, 3600 * 1.01);
        Assert.Equal([1, 3, 0, 1, 0, 0, 0, 0], response.Distribution.Select(step => step.N));
    }

    [Fact]
    public void the_funnel_says_who_came_how_far_and_who_is_where()
    {
        Assert.Equal([("raw", 10L), ("mql", 10), ("sal", 6), ("sql", 4), ("opportunity", 3), ("customer", 1)], Answer.Funnel.Stages.Select(stage => (stage.Id, stage.Reached)));
        Assert.Equal([0, 4, 2, 1, 1, 1], Answer.Funnel.Stages.Select(stage => stage.Now));
        Assert.Equal(("lost", 1), (Answer.Funnel.Ended[0].Id, Answer.Funnel.Ended[0].Now));
    }

    [Fact]
    public void nothing_is_divided_by_nothing()
    {
        var empty = Of([]);

        Assert.All(empty.Headline, figure => Assert.Null(figure.Value));
        Assert.All(empty.Headline, figure => Assert.Equal("none", figure.Standing));
        Assert.Null(empty.Response!.P50Seconds);
    }

    [Fact]
    public void the_lift_of_the_best_scores_is_what_they_did_over_what_all_did()
    {
        // Scores 0, 10 ... 90: one lead in each tenth; the four SQLs have the highest.
        var lift = Assert.Single(Answer.Lift);

        Assert.Equal(Enumerable.Range(1, 10), lift.Deciles.Select(decile => decile.Decile));
        Assert.Equal(1 / 0.4, lift.Deciles[9].SqlLift!.Value, 9);
        Assert.Equal(0, lift.Deciles[0].SqlLift);
    }

    /// <param name="leads">That came on the first of the days.</param>
    internal static MetricsAnswer Of(IEnumerable<Lead> leads)
    {
        var sums = new Dictionary<string, Dictionary<string, long>>();
        foreach (var share in leads.SelectMany(lead => Shares.Of(Contribution.Of(lead))))
        {
            var bucket = sums.TryGetValue(share.Bucket, out var known) ? known : sums[share.Bucket] = [];
            bucket[share.Measure] = bucket.GetValueOrDefault(share.Measure) + share.Amount;
        }

        IReadOnlyList<DayBucket> Days(string family) =>
            [.. sums.Where(bucket => bucket.Key.StartsWith(family + ":", StringComparison.Ordinal)).Select(bucket => new DayBucket(DateOnly.Parse(bucket.Key[^10..], null), bucket.Value))];
        var data = new FigureData(Day, Day.AddDays(89))
        {
            Cohort = Days(Families.Cohort),
            Flow = Days(Families.Flow),
            Lift = Days(Families.Lift),
            Groups = Days(Families.BySource),
            Sequence = Days(Families.Sequence),
        };
        return MetricsOf.Everybody(new MetricsAnswer(data.From, data.To, "source", Start, "all"), data, new Dictionary<string, Rotation>(), Shipped.B2b, null);
    }

    private static Headline Figure(string id) => Answer.Headline.Single(figure => figure.Id == id);

    private static IEnumerable<Lead> Ten()
    {
        for (var number = 0; number < 10; number++)
        {
            var lead = Capture.New($"ld_{number}", $"p{number}@acme.example", Start) with { BecameMql = new MqlMark(Start, Points.Whole(number * 10), "v1") };
            lead = Stays.Move(lead, Stage.Mql, Start);
            if (number < 5)
            {
                var waited = TimeSpan.FromMinutes(number == 4 ? 60 : number + 1);
                lead = lead with { FirstContact = new FirstContact(Start + waited, "ana", "call", "reached") { WallTime = waited } };
            }

            yield return Further(lead, number);
        }
    }

    /// <summary>The last six go on.</summary>
    private static Lead Further(Lead lead, int number)
    {
        var way = new[] { Stage.Sal, Stage.Sql, Stage.Opportunity }.Take(number switch { 9 or 8 or 7 => 3, 6 => 2, 5 or 4 => 1, _ => 0 });
        lead = way.Aggregate(lead, (known, stage) => Stays.Move(known, stage, Start));
        var deal = new Deal("Deal", 9000, new DateOnly(2026, 6, 30), Start, "farid");
        return number switch
        {
            9 => Stays.Move(lead, Stage.Customer, Start.AddDays(20)) with { Deal = deal with { Won = true, ClosedAt = Start.AddDays(20) } },
            8 => Stays.Move(lead, Stage.Lost, Start.AddDays(40)) with { Deal = deal with { Won = false, ClosedAt = Start.AddDays(40) } },
            7 => lead with { Deal = deal },
            _ => lead,
        };
    }
}
