using LeadFunctions.Domain.Leads;
using LeadFunctions.Flow.Tests.Support;
using LeadFunctions.UseCases;

namespace LeadFunctions.Flow.Tests;

public sealed class a_person_acts
{
    private const string Jane = "jane@globex.example";

    [Fact]
    public async Task and_the_action_is_on_the_timeline_with_its_author()
    {
        await using var company = new Company();
        var lead = await company.SubmitAsync(Jane, "demo");

        Applied(await Adjusting(company).RunAsync(new(lead.Id, "maria"), 5, "met at a fair", default));
        Applied(await new AddNote(company.Store, company.Shelf, company.Clock, company.Ids).RunAsync(new(lead.Id, "ben"), "Called, call again on Monday", default));
        Applied(await Assigning(company).RunAsync(new(lead.Id, "maria"), "grace", "knows them", false, default));
        Applied((await Saving(company).RunAsync(Jane, "kim", new Dictionary<string, string> { ["company"] = "Globex" }, default)).Result);

        var timeline = await company.TimelineAsync(Jane);
        var (adjusted, noted, routed, edited) = (One<Activity.Adjusted>(), One<Activity.Noted>(), One<Activity.RoutingDecided>(), One<Activity.Edited>());
        Assert.Equal(("maria", 5, "met at a fair"), (adjusted.By, adjusted.Points, adjusted.Reason));
        Assert.Equal(("ben", "Called, call again on Monday"), (noted.By, noted.Text));
        Assert.Equal(("maria", "grace", "assigned by maria: knows them"), (routed.By, routed.Decision.PersonId, routed.Decision.Candidates[0].Why));
        Assert.Equal(("kim", "Globex"), (edited.By, edited.Fields["company"]));

        T One<T>()
            where T : Activity => timeline.OfType<T>().Single(activity => activity.By != "system");
    }

    [Fact]
    public async Task on_what_has_changed_since_they_looked_and_nothing_happens()
    {
        await using var company = new Company();
        var lead = await company.SubmitAsync(Jane, "demo");
        var before = await company.EverythingAsync([Jane], []);

        Assert.IsType<ActionResult.Stale>(await Adjusting(company).RunAsync(new(lead.Id, "maria", lead.Version - 1), 5, "why", default));
        Assert.IsType<ActionResult.Stale>(await new AddNote(company.Store, company.Shelf, company.Clock, company.Ids).RunAsync(new(lead.Id, "maria", lead.Version + 1), "text", default));
        Assert.IsType<ActionResult.Stale>(await Assigning(company).RunAsync(new(lead.Id, "maria", lead.Version - 1), "grace", "why", true, default));

        Assert.Equal(before, await company.EverythingAsync([Jane], []));
        Applied(await Adjusting(company).RunAsync(new(lead.Id, "maria", lead.Version), 5, "why", default));
    }

    [Fact]
    public async Task on_a_lead_that_is_not_there_and_hears_so()
    {
        await using var company = new Company();
        var nobody = new ActionRequest("ld_00000000000000000000000000000000", "maria");

        Assert.IsType<ActionResult.NotFound>(await Adjusting(company).RunAsync(nobody, 5, "why", default));
        Assert.IsType<ActionResult.NotFound>(await new AddNote(company.Store, company.Shelf, company.Clock, company.Ids).RunAsync(nobody, "text", default));
        Assert.IsType<ActionResult.NotFound>(await Assigning(company).RunAsync(nobody, "ana", "why", false, default));
        Assert.Null(await Assigning(company).DryRunAsync(nobody.LeadId, default));
    }

    [Fact]
    public async Task at_the_same_moment_as_others_and_no_action_is_lost()
    {
        await using var company = new Company();
        var lead = await company.SubmitAsync(Jane, "newsletter");

        var results = await Task.WhenAll(Enumerable.Range(0, 5).Select(i => Task.Run(() => Adjusting(company).RunAsync(new(lead.Id, $"person{i}"), i + 1, "why", default))));

        Assert.All(results, result => Applied(result));
        var adjusted = await company.LeadAsync(Jane);
        Assert.Equal((5, 15m), (adjusted.Adjustments.Count, adjusted.Score.Total.ToDecimal()));
        Assert.Equal(5, results.Select(result => Applied(result).Version).Distinct().Count());
    }

    [Fact]
    public async Task with_points_that_make_it_an_mql_and_it_is_routed_as_any_other()
    {
        await using var company = new Company();
        var lead = await company.SubmitAsync(Jane, "whitepaper");

        Assert.Equal(50m, Applied(await Adjusting(company).RunAsync(new(lead.Id, "maria"), 40, "old friend", default)).Score.Total.ToDecimal());
        await company.RunToRestAsync();

        lead = await company.LeadAsync(Jane);
        Assert.Equal((Stage.Mql, "ana"), (lead.Stage, lead.Owner?.PersonId));
        Assert.Equal("threshold:mql", (await company.TimelineAsync<Activity.StageChanged>(Jane)).Single().Cause);
        Assert.Equal(2, company.Told.Count);
    }

    private static AdjustScore Adjusting(Company company) => new(company.Store, company.Shelf, company.Clock, company.Ids);

    private static AssignLead Assigning(Company company) => new(company.Store, company.Shelf, company.Clock, company.Ids);

    private static SaveLead Saving(Company company) => new(company.Store, company.Shelf, company.Clock, company.Ids);

    private static Lead Applied(ActionResult result) => Assert.IsType<ActionResult.Applied>(result).Lead;
}
