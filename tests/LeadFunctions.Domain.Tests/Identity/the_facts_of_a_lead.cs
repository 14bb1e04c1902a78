using LeadFunctions.Domain.Identity;
using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Playbooks;
using LeadFunctions.Domain.Scoring;
using LeadFunctions.UseCases.Lists;

namespace LeadFunctions.Domain.Tests.Identity;

public class the_facts_of_a_lead
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);
    private static readonly DomainKnowledge Knowledge = new(KnownLists.Domains, new DomainLists { Competitors = ["rival.example"] });

    [Theory]
    [InlineData("ana@gmail.com", "freeEmail")]
    [InlineData("ana@eu.rival.example", "competitor")]
    [InlineData("ana@mit.edu", "student")]
    [InlineData("ana@mailinator.com", "disposable")]
    [InlineData("info@acme.example", "role")]
    public void say_what_the_address_tells(string email, string flag)
    {
        var facts = Of(Lead(email));
        string[] flags = ["freeEmail", "competitor", "student", "disposable", "role"];
        Assert.Equal([flag], flags.Where(facts.Flag));
        Assert.Equal(email.Split('@')[1], facts.Text("emailDomain"));
    }

    [Theory]
    [InlineData("companySize", "100-499", "100")]
    [InlineData("companySize", "big", "big")]
    [InlineData("country", "United Kingdom", "GB")]
    [InlineData("country", "Atlantis", "Atlantis")]
    [InlineData("title", "V.P.  Sales", "VP Sales")]
    [InlineData("shoeSize", "44", "44")]
    public void make_attributes_comparable(string attribute, string value, string fact) =>
        Assert.Equal(fact, Of(Lead("ana@acme.example", (attribute, value))).Text(attribute));

    [Fact]
    public void are_not_taken_from_attributes_where_they_are_ours_to_say()
    {
        var facts = Of(Lead("ana@acme.example", [.. LeadFacts.Derived.Select(name => (name, "true"))]));
        Assert.Equal("ana@acme.example", facts.Text("email"));
        Assert.DoesNotContain(facts.Values, fact => fact.Value == "true");
    }

    [Fact]
    public void tell_score_band_and_stage()
    {
        var facts = Of(Lead("ana@acme.example") with
        {
            Stage = Stage.Mql,
            Score = new ScoreSnapshot(Domain.Points.Whole(40), new Domain.Points(40_500), new Domain.Points(80_500), "B2", "sal", Noon, "v"),
        });
        Assert.Equal((80.5, 40.0, 40.5), (facts.Number("score"), facts.Number("fit"), facts.Number("engagement")));
        Assert.Equal(("sal", "B2", "mql"), (facts.Text("band"), facts.Text("grade"), facts.Text("stage")));
    }

    [Fact]
    public void tell_the_first_touch_from_the_last()
    {
        var facts = Of(Lead("ana@acme.example") with
        {
            FirstTouch = new Touch(new Attribution { Source = "google", Medium = "cpc", Campaign = "brand" }, Noon.AddDays(-9)),
            LastTouch = new Touch(new Attribution { Source = "newsletter", Medium = "email" }, Noon),
        });
        Assert.Equal(("google", "cpc", "brand"), (facts.Text("firstSource"), facts.Text("firstMedium"), facts.Text("firstCampaign")));
        Assert.Equal(("newsletter", "email", null), (facts.Text("source"), facts.Text("lastMedium"), facts.Text("campaign")));
    }

    [Fact]
    public void leave_out_what_was_not_known_yet()
    {
        var lead = Lead("ana@acme.example", ("title", "CEO"));
        Assert.Equal("CEO", LeadFacts.Of(lead, Knowledge, Noon).Text("title"));
        Assert.Null(LeadFacts.Of(lead, Knowledge, Noon.AddSeconds(-1)).Text("title"));
    }

    [Theory]
    [InlineData("name", " Ana  Silva", "Ana Silva")]
    [InlineData("firstName", "Ana", "Ana")]
    [InlineData("company", "Acme", null)]
    public void know_the_name_where_one_was_given(string attribute, string value, string? name) =>
        Assert.Equal(name, LeadFacts.NameOf(Lead("ana@acme.example", (attribute, value))));

    private static Facts Of(Lead lead) => LeadFacts.Of(lead, Knowledge, Noon);

    private static Lead Lead(string email, params (string Name, string Value)[] attributes) => new()
    {
        Id = "ld_1",
        Email = email,
        CreatedAt = Noon,
        Attributes = attributes.ToDictionary(attribute => attribute.Name, attribute => new AttributeValue(attribute.Value, Noon, AttributeSource.Form)),
    };
}
