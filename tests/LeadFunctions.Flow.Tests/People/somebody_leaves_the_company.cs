using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Playbooks;
using LeadFunctions.Flow.Tests.Support;
using LeadFunctions.UseCases;

namespace LeadFunctions.Flow.Tests.People;

public sealed class somebody_leaves_the_company
{
    private const string Jane = "jane@globex.example";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task and_what_was_on_their_desk_is_routed_to_others_with_the_reason(bool gone)
    {
        await using var company = new Company();
        await company.SubmitAsync(Jane, "demo");
        company.Publish(Without(company.Playbook, "ana", gone));

        await company.TickAsync();

        var lead = await company.LeadAsync(Jane);
        Assert.Equal((Stage.Mql, "ben"), (lead.Stage, lead.Owner!.PersonId));
        Assert.Equal([("ana", "inactive")], (await company.TimelineAsync<Activity.Unassigned>(Jane)).Select(left => (left.PersonId, left.Reason)));
        Assert.Equal([("ben", 1)], await company.DesksAsync());
        Assert.Equal(0, await new RequeueLeads(company.Store, company.Shelf, company.Clock, company.Ids).RunAsync(default));
    }

    [Fact]
    public async Task and_their_deal_goes_to_somebody_who_closes_deals()
    {
        await using var company = new Company();
        await company.SubmitAsync(Jane, "demo");
        await company.DoAsync(Jane, "ana", Decisions.Accept);
        await company.DoAsync(Jane, "ana", Decisions.Qualified);
        await company.DoAsync(Jane, "farid", Decisions.Accept);
        await company.DoAsync(Jane, "farid", Decisions.Convert);
        company.Publish(Without(company.Playbook, "farid", gone: false));

        await company.TickAsync();

        Assert.Equal((Stage.Opportunity, "grace"), (await company.LeadAsync(Jane)) is { } lead ? (lead.Stage, lead.Owner!.PersonId) : default);
        Assert.Equal(Stage.Customer, (await company.DoAsync(Jane, "grace", Decisions.Win)).Stage);
    }

    [Fact]
    public async Task and_an_offer_that_was_theirs_to_accept_finds_another_receiver()
    {
        await using var company = new Company();
        await company.SubmitAsync(Jane, "demo");
        await company.DoAsync(Jane, "ana", Decisions.Accept);
        await company.DoAsync(Jane, "ana", Decisions.Qualified);
        company.Publish(Without(company.Playbook, "farid", gone: false));

        await company.TickAsync();

        Assert.Equal("grace", (await company.LeadAsync(Jane)).Owner!.PersonId);
        Assert.Equal("grace", (await company.DoAsync(Jane, "grace", Decisions.Accept)).Owner!.PersonId);
        Assert.Equal([("grace", 1)], await company.DesksAsync());
    }

    [Fact]
    public async Task for_a_holiday_and_keeps_the_leads()
    {
        await using var company = new Company();
        await company.SubmitAsync(Jane, "demo");
        company.Publish(company.Playbook.Away(company.Now, "ana"));

        await company.TickAsync();

        Assert.Equal("ana", (await company.LeadAsync(Jane)).Owner!.PersonId);
    }

    private static Playbook Without(Playbook playbook, string person, bool gone) => gone
        ? playbook with { People = [.. playbook.People.Where(one => one.Id != person)], Pools = [.. playbook.Pools.Select(pool => pool with { Members = [.. pool.Members.Where(member => member.PersonId != person)] })] }
        : playbook with { People = [.. playbook.People.Select(one => one.Id == person ? one with { Active = false } : one)] };
}
