using LeadFunctions.Domain.Leads;
using LeadFunctions.Flow.Tests.Support;

namespace LeadFunctions.Flow.Tests;

public sealed class a_newsletter_signup
{
    [Fact]
    public async Task stays_raw_and_unowned_and_nobody_is_told()
    {
        await using var company = new Company();

        var lead = await company.SubmitAsync("jane@globex.example", "newsletter");

        Assert.Equal((Stage.Raw, "cold", 0m), (lead.Stage, lead.Score.Band, lead.Score.Total.ToDecimal()));
        Assert.Null(lead.Owner);
        Assert.Null(lead.Holding);
        Assert.Empty(company.Told);
        Assert.Equal("signal", (await company.TimelineAsync("jane@globex.example")).Select(activity => activity is Activity.SignalReceived ? "signal" : "more").Single());
    }

    [Fact]
    public async Task of_somebody_fit_enough_becomes_an_mql_by_its_score()
    {
        await using var company = new Company();

        var lead = await company.SubmitAsync("jane@globex.example", "newsletter", ("title", "CEO"), ("companySize", "100"), ("industry", "consulting"));

        Assert.Equal((Stage.Mql, 50m), (lead.Stage, lead.Score.Total.ToDecimal()));
        Assert.Equal("threshold:mql", Assert.Single(await company.TimelineAsync<Activity.StageChanged>("jane@globex.example")).Cause);
        Assert.Equal("ana", lead.Owner!.PersonId);
    }
}
