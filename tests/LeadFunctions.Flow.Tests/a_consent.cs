using LeadFunctions.Domain.Leads;
using LeadFunctions.Flow.Tests.Support;

namespace LeadFunctions.Flow.Tests;

public sealed class a_consent
{
    private const string Jane = "jane@globex.example";

    [Fact]
    public async Task is_kept_with_its_text_its_time_and_its_source()
    {
        await using var company = new Company();

        var lead = await company.ArriveAsync(Jane, Word(company, "marketing", granted: true, company.Now.AddMinutes(-3)));

        Assert.Equal(new ConsentGiven("marketing", true, "v7", company.Now.AddMinutes(-3), "form:newsletter"), Assert.Single(lead.Consents));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task is_overruled_by_a_later_word_whichever_arrives_first(bool laterFirst)
    {
        await using var company = new Company();
        Signal[] words = [Word(company, "marketing", true, company.Now.AddDays(-2)), Word(company, "marketing", false, company.Now.AddDays(-1))];

        await company.ArriveAsync(Jane, words[laterFirst ? 1 : 0]);
        var lead = await company.ArriveAsync(Jane, words[laterFirst ? 0 : 1]);

        Assert.Equal((false, company.Now.AddDays(-1)), (Assert.Single(lead.Consents).Granted, lead.Consents[0].At));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task and_its_withdrawal_at_the_same_instant_is_a_withdrawal(bool withdrawalFirst)
    {
        await using var company = new Company();

        await company.ArriveAsync(Jane, Word(company, "marketing", !withdrawalFirst, company.Now));
        var lead = await company.ArriveAsync(Jane, Word(company, "marketing", withdrawalFirst, company.Now));

        Assert.False(Assert.Single(lead.Consents).Granted);
    }

    [Fact]
    public async Task to_one_purpose_says_nothing_about_another()
    {
        await using var company = new Company();

        var lead = await company.ArriveAsync(Jane, Word(company, "marketing", true, company.Now), Word(company, "profiling", false, company.Now));

        Assert.Equal([("marketing", true), ("profiling", false)], lead.Consents.Select(one => (one.Purpose, one.Granted)).Order());
    }

    [Fact]
    public async Task is_never_made_of_a_form_that_did_not_ask()
    {
        await using var company = new Company();

        Assert.Empty((await company.SubmitAsync(Jane, "newsletter", ("title", "CEO"))).Consents);
    }

    private static Signal Word(Company company, string purpose, bool granted, DateTimeOffset at) =>
        company.Filled("newsletter") with { At = at, Consent = new Consent(purpose, granted, "v7") };
}
