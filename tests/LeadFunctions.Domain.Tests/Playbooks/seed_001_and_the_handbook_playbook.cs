using LeadFunctions.Domain.Playbooks;
using LeadFunctions.Domain.Routing;

namespace LeadFunctions.Domain.Tests.Playbooks;

/// <summary>The tables of chapter 6, typed in from it, against the shipped numbers.</summary>
public class seed_001_and_the_handbook_playbook
{
    private static readonly Playbook Handbook = Shipped.Handbook;

    [Fact]
    public void have_the_same_fit_score() => Assert.Equal(
        new Dictionary<string, int>
        {
            ["Company size 50-500"] = 20,
            ["Company size 500+"] = 30,
            ["Target industry"] = 25,
            ["C-level title"] = 30,
            ["VP/Director title"] = 20,
            ["Target geography"] = 15,
            ["Uses competitor"] = 20,
        },
        Handbook.Scoring.Fit.ToDictionary(rule => rule.Label, rule => rule.Points));

    [Fact]
    public void have_the_same_engagement_score() => Assert.Equal(
        new Dictionary<string, int>
        {
            ["Website visit"] = 1,
            ["Pricing page view"] = 10,
            ["Content download"] = 5,
            ["Demo request"] = 50,
            ["Email open"] = 2,
            ["Email click"] = 5,
            ["Webinar attendance"] = 15,
        },
        Handbook.Scoring.Engagement.ToDictionary(rule => rule.Label, rule => rule.Points));

    [Theory]
    [InlineData("49", 0)]
    [InlineData("50", 20)]
    [InlineData("499", 20)]
    [InlineData("500", 30)]
    [InlineData("10000", 30)]
    public void give_a_company_the_points_of_its_size(string size, int points)
    {
        var facts = new Facts(new Dictionary<string, string> { ["companySize"] = size });
        Assert.Equal(points, Handbook.Scoring.Fit.FirstOrDefault(rule => rule.Factor == "company-size" && rule.When.Holds(facts))?.Points ?? 0);
    }

    [Fact]
    public void take_half_of_the_engagement_in_45_days() =>
        Assert.All(Handbook.Scoring.Engagement, rule => Assert.Equal(new Decay.Linear(50, TimeSpan.FromDays(45)), rule.Decay));

    [Fact]
    public void have_the_same_speed_figures_and_service_levels() => Assert.Equal(
        [
            ("Response within 5 minutes", "21x more likely to qualify", 5, "minutes"),
            ("Response within 1 hour", "7x more likely", 60, "minutes"),
            ("Response after 24 hours", "Lead is likely dead", 24, "hours"),
            ("Marketing to Sales", "First contact within 4 hours", 4, "hours"),
            ("SDR to AE", "AE accepts within 24 hours", 24, "hours"),
            ("Sales to CS", "Kickoff call within 5 business days", (double?)5, "business days"),
        ],
        Handbook.Targets.Select(target => (target.Name, target.Benchmark, target.Max, target.Unit)));

    [Fact]
    public void have_the_five_methods_of_routing() => Assert.Equal(
        [RoutingKind.AccountOwner, RoutingKind.Segment, RoutingKind.Territory, RoutingKind.Specialty, RoutingKind.RoundRobin], Handbook.Routing.Select(rule => rule.Kind));
}
