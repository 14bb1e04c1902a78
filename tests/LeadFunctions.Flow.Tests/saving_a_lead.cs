using LeadFunctions.Domain.Leads;
using LeadFunctions.Flow.Tests.Support;
using LeadFunctions.UseCases;

namespace LeadFunctions.Flow.Tests;

public sealed class saving_a_lead
{
    private const string Jane = "jane@globex.example";

    [Fact]
    public async Task makes_one_where_there_is_none_and_then_sets_its_attributes()
    {
        await using var company = new Company();

        var (first, created) = await SaveAsync(company, ("title", "CEO"));
        var (second, again) = await SaveAsync(company, ("companySize", "120"));

        Assert.Equal((true, false), (created, again));
        Assert.Equal(("CEO", "120"), (second.Attribute("title"), second.Attribute("companySize")));
        Assert.Equal((25m, 40m), (first.Score.Total.ToDecimal(), second.Score.Total.ToDecimal()));
        Assert.Equal(second.Version, (await company.LeadAsync(Jane)).Version);
    }

    [Fact]
    public async Task beats_what_forms_say_before_and_after()
    {
        await using var company = new Company();
        await company.SubmitAsync(Jane, "newsletter", ("title", "Analyst"), ("country", "US"));
        await SaveAsync(company, ("title", "CEO"));
        company.Wait(TimeSpan.FromDays(1));

        var lead = await company.SubmitAsync(Jane, "newsletter", ("title", "Intern"), ("country", "CA"));

        Assert.Equal(("CEO", AttributeSource.Human), (lead.Attribute("title"), lead.Attributes["title"].Source));
        Assert.Equal("CA", lead.Attribute("country"));
    }

    [Fact]
    public async Task that_lifts_it_over_the_threshold_routes_it()
    {
        await using var company = new Company();

        await SaveAsync(company, ("title", "CEO"), ("companySize", "600"));
        await company.RunToRestAsync();

        Assert.Equal((Stage.Mql, "grace"), ((await company.LeadAsync(Jane)).Stage, (await company.LeadAsync(Jane)).Owner?.PersonId));
    }

    [Fact]
    public async Task looks_a_new_one_up_like_any_other_capture()
    {
        var provider = new Knows("globex.example", ("industry", "software"));
        await using var company = new Company(enriching_a_lead.LookingUp, provider);

        await SaveAsync(company, ("title", "CEO"));
        await SaveAsync(company, ("title", "CTO"));
        await company.RunToRestAsync();

        Assert.Equal("software", (await company.LeadAsync(Jane)).Attribute("industry"));
        Assert.Equal(1, provider.Asked);
    }

    [Fact]
    public async Task by_many_at_once_makes_one_with_everybodys_words()
    {
        await using var company = new Company();

        var saved = await Task.WhenAll(Enumerable.Range(0, 5).Select(i => Task.Run(() => SaveAsync(company, ($"fact{i}", "yes")))));

        Assert.Single(saved, one => one.Created);
        Assert.Equal(5, (await company.LeadAsync(Jane)).Attributes.Count);
    }

    private static async Task<(Lead Lead, bool Created)> SaveAsync(Company company, params (string Name, string Value)[] fields)
    {
        var saving = new SaveLead(company.Store, company.Shelf, company.Clock, company.Ids);
        var (result, created) = await saving.RunAsync(Jane, "maria", fields.ToDictionary(field => field.Name, field => field.Value), default);
        return (Assert.IsType<ActionResult.Applied>(result).Lead, created);
    }
}
