using LeadFunctions.Domain.Leads;
using LeadFunctions.Flow.Tests.Support;
using LeadFunctions.UseCases;

namespace LeadFunctions.Flow.Tests.People;

public sealed class working_a_lead
{
    private const string Jane = "jane@globex.example";

    [Fact]
    public async Task that_is_somebody_elses_is_as_if_it_were_not_there()
    {
        await using var company = new Company();
        var lead = await company.SubmitAsync(Jane, "demo");

        Assert.IsType<ActionResult.NotFound>(await company.ActAsync(Jane, "ben", Decisions.Accept));
        Assert.Equal(lead.Version, (await company.LeadAsync(Jane)).Version);
    }

    [Fact]
    public async Task twice_at_once_is_accepted_once()
    {
        await using var company = new Company();
        await company.SubmitAsync(Jane, "demo");

        var results = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => company.ActAsync(Jane, "ana", Decisions.Accept))));

        Assert.Single(results.OfType<ActionResult.Applied>());
        Assert.Equal(5, results.OfType<ActionResult.Refused>().Count());
        Assert.All(results.OfType<ActionResult.Refused>(), refused => Assert.Equal(["contact", "reject", "qualify", "recycle", "disqualify"], refused.Allowed));
        Assert.Single(await company.TimelineAsync<Activity.Acted>(Jane));
    }

    [Fact]
    public async Task that_waits_for_ones_pool_takes_it()
    {
        await using var company = new Company();
        company.Publish(company.Playbook.Away(company.Now));
        var held = await company.SubmitAsync(Jane, "demo");
        Assert.Equal((null, "bdr"), (held.Owner, held.Holding!.PoolId));

        Assert.IsType<ActionResult.NotFound>(await company.ActAsync(Jane, "farid", Decisions.Accept));
        var lead = await company.DoAsync(Jane, "ben", Decisions.Accept);

        Assert.Equal((Stage.Sal, "ben", null), (lead.Stage, lead.Owner!.PersonId, lead.Holding));
        Assert.Empty(await company.WaitingAsync());
        Assert.Equal([("ben", 1)], await company.DesksAsync());
    }

    [Fact]
    public async Task an_automatic_reply_is_noted_and_is_no_contact()
    {
        await using var company = new Company(Rules.B2b);
        await company.SubmitAsync(Jane, "demo");

        Assert.Null((await company.DoAsync(Jane, "ana", Decisions.AutoReply)).FirstContact);
        company.Wait(TimeSpan.FromMinutes(3));
        var lead = await company.DoAsync(Jane, "ana", Decisions.Contact);

        Assert.Equal(("ana", TimeSpan.FromMinutes(3)), (lead.FirstContact!.By, lead.FirstContact.WallTime));
        Assert.Equal(TimeSpan.Zero, lead.FirstContact.WorkingTime);   // it is a Sunday
        Assert.Equal(2, (await company.TimelineAsync<Activity.Acted>(Jane)).Count);
        company.Wait(TimeSpan.FromMinutes(1));
        Assert.Equal(lead.FirstContact, (await company.DoAsync(Jane, "ana", Decisions.Contact)).FirstContact);
    }

    [Fact]
    public async Task that_asks_again_tells_whoever_has_it_once()
    {
        await using var company = new Company();
        await company.SubmitAsync(Jane, "demo");
        company.Wait(TimeSpan.FromDays(2));

        var signal = company.Filled("contact");
        await company.ArriveAsync(Jane, signal);
        await company.ArriveAsync(Jane, signal);

        Assert.Equal([("ana", "hand-raise"), ("ana", "hand-raise")], company.Told.Where(one => one.Reason is "hand-raise" or "band-up").Select(one => (one.PersonId, one.Reason)));
        Assert.Equal("ana", (await company.LeadAsync(Jane)).Owner!.PersonId);
    }

    [Fact]
    public async Task leaves_the_second_deed_of_two_on_one_version_undone()
    {
        await using var company = new Company();
        var lead = await company.SubmitAsync(Jane, "demo");

        Assert.IsType<ActionResult.Applied>(await company.ActAsync(Jane, "ana", Decisions.Contact, lead.Version));
        Assert.IsType<ActionResult.Stale>(await company.ActAsync(Jane, "ana", Decisions.Reject("no-need"), lead.Version));
        Assert.Equal(Stage.Mql, (await company.LeadAsync(Jane)).Stage);
    }
}
