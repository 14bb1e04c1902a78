using LeadFunctions.Domain.Identity;
using LeadFunctions.Domain.Playbooks;

namespace LeadFunctions.Domain.Tests.Playbooks;

public class job_titles_under_the_shipped_rules
{
    [Theory]
    [InlineData("CEO", 25)]
    [InlineData("ceo & founder", 25)]
    [InlineData("C.E.O.", 25)]
    [InlineData("Chief Technology Officer", 25)]
    [InlineData("Co-Founder", 25)]
    [InlineData("Co\u2011Founder", 25)]
    [InlineData("President", 25)]
    [InlineData("Managing Director", 25)]
    [InlineData("CTO / VP Engineering", 25)]
    [InlineData("Vice President of Sales", 20)]
    [InlineData("Senior Vice-President", 20)]
    [InlineData("VP of Management", 20)]
    [InlineData("V.P. Marketing", 20)]
    [InlineData("Director", 20)]
    [InlineData("Director, Product Management", 20)]
    [InlineData("Assistant Director", 20)]
    [InlineData("Head of Growth", 20)]
    [InlineData("Product Manager", 10)]
    [InlineData("Marketing Manager", 10)]
    [InlineData("Team Lead", 10)]
    [InlineData("Assistant to the CEO", 5)]
    [InlineData("Executive Assistant to the VP of Sales", 5)]
    [InlineData("Personal assistant to the managing director", 5)]
    [InlineData("Executive Assistant to the General Manager", 5)]
    [InlineData("Product Owner", 5)]
    [InlineData("Software Engineer", 5)]
    [InlineData("Development Lead", 5)]
    [InlineData("Management Consultant", 5)]
    [InlineData("Contractor", 5)]
    [InlineData("Direct Sales", 5)]
    [InlineData("", 0)]
    [InlineData("   ", 0)]
    public void get_the_points_of_their_level(string title, int points)
    {
        var facts = new Facts(new Dictionary<string, string> { ["title"] = JobTitle.Normalise(title) });
        var rule = Shipped.B2b.Scoring.Fit.FirstOrDefault(rule => rule.Factor == "title" && rule.When.Holds(facts));
        Assert.Equal(points, rule?.Points ?? 0);
    }
}
