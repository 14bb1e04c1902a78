using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Playbooks;
using LeadFunctions.Flow.Tests.Support;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Flow.Tests;

public sealed class enriching_a_lead
{
    private const string Jane = "jane@globex.example";

    internal static readonly Playbook LookingUp = Rules.B2b with { Enrichment = new EnrichmentSettings("https://lookup.example/{domain}", new Dictionary<string, string>()) };

    [Fact]
    public async Task adds_what_the_provider_knows_and_may_make_it_an_mql()
    {
        await using var company = new Company(LookingUp, new Knows("globex.example", ("companySize", "600"), ("title", "ignored")));

        var lead = await company.SubmitAsync(Jane, "newsletter", ("title", "CEO"));

        Assert.Equal(("600", AttributeSource.Enrichment), (lead.Attribute("companySize"), lead.Attributes["companySize"].Source));
        Assert.Equal("CEO", lead.Attribute("title"));
        Assert.Equal((Stage.Mql, 45m, "grace"), (lead.Stage, lead.Score.Total.ToDecimal(), lead.Owner?.PersonId));
        Assert.Equal("test", (await company.TimelineAsync<Activity.Enriched>(Jane)).Single().Provider);
    }

    [Fact]
    public async Task is_beaten_by_a_form_that_comes_later()
    {
        await using var company = new Company(LookingUp, new Knows("globex.example", ("companySize", "600")));
        await company.SubmitAsync(Jane, "newsletter");

        var lead = await company.SubmitAsync(Jane, "newsletter", ("companySize", "30"));

        Assert.Equal("30", lead.Attribute("companySize"));
    }

    [Theory]
    [InlineData("jane@gmail.com")]
    [InlineData("jane@mailinator.com")]
    public async Task asks_nobody_about_the_domain_of_a_mail_provider(string email)
    {
        var provider = new Knows("gmail.com", ("companySize", "100000"));
        await using var company = new Company(LookingUp, provider);

        await company.SubmitAsync(email, "newsletter");

        Assert.Equal(0, provider.Asked);
    }

    [Fact]
    public async Task holds_up_nothing_while_the_provider_is_down_and_happens_when_it_is_back()
    {
        var provider = new Knows("globex.example", ("companySize", "300")) { Instead = new EnrichmentResult.Failed("503") };
        await using var company = new Company(LookingUp, provider);

        var lead = await company.SubmitAsync(Jane, "demo");
        Assert.Equal("ana", lead.Owner?.PersonId);
        Assert.Null(lead.Attribute("companySize"));

        provider.Instead = null;
        await company.PassUntilAsync(async () => (await company.LeadAsync(Jane)).Attribute("companySize") == "300");
    }

    [Fact]
    public async Task is_not_asked_for_by_a_playbook_without_a_provider()
    {
        var provider = new Knows("globex.example", ("companySize", "300"));
        await using var company = new Company(enricher: provider);

        await company.SubmitAsync(Jane, "demo");

        Assert.Equal(0, provider.Asked);
    }
}
