using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Lifecycle;
using LeadFunctions.Flow.Tests.Support;
using LeadFunctions.UseCases;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Flow.Tests.People;

public sealed class handing_a_lead_over
{
    private const string Jane = "jane@globex.example";

    [Fact]
    public async Task waits_for_answers_that_gather_over_several_calls_each_with_its_author()
    {
        await using var company = new Company();
        await AcceptedAsync(company);

        var first = Assert.IsType<ActionResult.Incomplete>(await company.ActAsync(Jane, "ana", Decisions.Answers(("budget", "50k"), ("need", "leads get lost"))));
        Assert.Equal(["answers/authority", "answers/timeline", "notes", "stakeholders"], first.Missing);
        Assert.True(first.Kept);
        company.Wait(TimeSpan.FromDays(1));
        var again = Assert.IsType<ActionResult.Incomplete>(await company.ActAsync(Jane, "ana", Decisions.Answers(("budget", "50k"))));
        Assert.False(again.Kept);

        var second = new LifecycleAction.Qualify("bant", new Dictionary<string, string> { ["authority"] = "she decides", ["timeline"] = "May" }, "second call", ["Omar"]);
        var lead = await company.DoAsync(Jane, "maria", second);

        Assert.Equal(Stage.Sql, lead.Stage);
        Assert.Equal(["authority maria", "budget ana", "need ana", "timeline maria"], lead.Qualification!.Answers.Select(answer => $"{answer.Criterion} {answer.By}").Order());
        Assert.Equal(2, lead.Qualification.Answers.Select(answer => answer.At).Distinct().Count());
    }

    [Fact]
    public async Task back_returns_it_to_who_gave_it_and_they_hear_why()
    {
        await using var company = new Company();
        await QualifiedAsync(company);
        Assert.Equal("farid", (await company.LeadAsync(Jane)).Owner!.PersonId);

        var lead = await company.DoAsync(Jane, "farid", Decisions.Reject("not-qualified"));

        Assert.Equal((Stage.Sal, "ana"), (lead.Stage, lead.Owner!.PersonId));
        Assert.Equal((HandoffState.Returned, "not-qualified", "farid"), Answer(lead, HandoffKind.SdrToAe));
        Assert.Equal([("ana", 1)], await company.DesksAsync());
        Assert.Contains(company.Told, told => told is { Reason: "returned", PersonId: "ana" });

        company.Wait(TimeSpan.FromHours(1));
        lead = await company.DoAsync(Jane, "ana", Decisions.Qualified);
        Assert.Equal((Stage.Sql, HandoffState.Offered), (lead.Stage, lead.Handoffs.Single(handoff => handoff.Kind == HandoffKind.SdrToAe).State));
    }

    [Fact]
    public async Task from_customer_success_back_to_sales_and_with_more_details_over_again()
    {
        await using var company = new Company();
        await QualifiedAsync(company);
        await company.DoAsync(Jane, "farid", Decisions.Accept);
        await company.DoAsync(Jane, "farid", Decisions.Convert);
        await company.DoAsync(Jane, "farid", Decisions.Win);

        var lead = await company.DoAsync(Jane, "jonas", Decisions.Reject("incomplete"));
        Assert.Equal((Stage.Customer, "farid"), (lead.Stage, lead.Owner!.PersonId));
        Assert.IsType<ActionResult.Refused>(await company.ActAsync(Jane, "farid", Decisions.Accept));

        company.Wait(TimeSpan.FromHours(1));
        lead = await company.DoAsync(Jane, "farid", Decisions.Win);
        Assert.Equal("kira", lead.Owner!.PersonId);
        Assert.Equal(2, (await company.TimelineAsync<Activity.HandoffOffered>(Jane)).Count(offered => offered.Handoff.Kind == HandoffKind.SalesToCs));
    }

    [Fact]
    public async Task without_what_the_receiver_must_know_is_refused_and_it_is_named()
    {
        await using var company = new Company();
        await QualifiedAsync(company);
        await company.DoAsync(Jane, "farid", Decisions.Accept);
        await company.DoAsync(Jane, "farid", Decisions.Convert);

        var refused = Assert.IsType<ActionResult.Incomplete>(await company.ActAsync(Jane, "farid", new LifecycleAction.Win(null, null, "routing", [], null)));

        Assert.Equal(["contract", "contacts", "whyBought"], refused.Missing);
        Assert.Equal(Stage.Opportunity, (await company.LeadAsync(Jane)).Stage);
    }

    [Fact]
    public async Task to_nobody_who_is_there_leaves_it_with_the_giver_until_somebody_is()
    {
        await using var company = new Company();
        await AcceptedAsync(company);
        company.Publish(company.Playbook.Away(company.Now, "farid", "grace", "hugo", "ines"));

        var lead = await company.DoAsync(Jane, "ana", Decisions.Qualified);

        Assert.Equal((Stage.Sql, "ana", "ae"), (lead.Stage, lead.Owner!.PersonId, lead.Holding!.PoolId));
        Assert.Equal([("ana", 1)], await company.DesksAsync());
        Assert.IsType<ActionResult.Refused>(await company.ActAsync(Jane, "ana", Decisions.Accept));
        Assert.IsType<ActionResult.NotFound>(await company.ActAsync(Jane, "jonas", Decisions.Accept));

        company.Publish(company.Playbook.Away(company.Now, "grace"));
        await company.TickAsync();
        lead = await company.LeadAsync(Jane);
        Assert.Equal(("farid", null), (lead.Owner!.PersonId, lead.Holding));
        Assert.Equal([("farid", 1)], await company.DesksAsync());
        Assert.Empty(await company.WaitingAsync());
    }

    [Fact]
    public async Task that_waits_for_a_pool_can_be_taken_by_a_receiving_member_of_it()
    {
        await using var company = new Company();
        await AcceptedAsync(company);
        company.Publish(company.Playbook.Away(company.Now, "farid", "grace", "hugo", "ines"));
        await company.DoAsync(Jane, "ana", Decisions.Qualified);

        var lead = await company.DoAsync(Jane, "farid", Decisions.Accept);

        Assert.Equal(("farid", null, HandoffState.Accepted), (lead.Owner!.PersonId, lead.Holding, lead.Handoffs.Single(handoff => handoff.Kind == HandoffKind.SdrToAe).State));
        Assert.Equal([("farid", 1)], await company.DesksAsync());
        Assert.Empty(await company.WaitingAsync());
    }

    [Fact]
    public async Task to_oneself_needs_no_accepting()
    {
        await using var company = new Company(Rules.B2b);
        await company.SubmitAsync(Jane, "demo", ("companySize", "600"));
        await company.DoAsync(Jane, "grace", Decisions.Accept);

        var lead = await company.DoAsync(Jane, "grace", Decisions.Qualified);

        Assert.Equal(("grace", HandoffState.Accepted), (lead.Owner!.PersonId, lead.Handoffs.Single(handoff => handoff.Kind == HandoffKind.SdrToAe).State));
        Assert.DoesNotContain(lead.Clocks, clock => clock is { Policy: "sql-accept" });
        Assert.Equal(Stage.Opportunity, (await company.DoAsync(Jane, "grace", Decisions.Convert)).Stage);
    }

    [Fact]
    public async Task delivered_to_routing_twice_is_routed_once()
    {
        await using var company = new Company();
        await AcceptedAsync(company);
        company.Publish(company.Playbook.Away(company.Now, "farid", "grace", "hugo", "ines"));
        var lead = await company.DoAsync(Jane, "ana", Decisions.Qualified);
        company.Publish(company.Playbook.Away(company.Now, "grace"));
        var (step, message) = (company.Step<Message.LeadNeedsOwner>(), new Message.LeadNeedsOwner(lead.Id, "handoff:sdr-to-ae"));

        var (one, two) = (Assert.IsType<Outcome.Done>(await step.HandleAsync([message], default)), Assert.IsType<Outcome.Done>(await step.HandleAsync([message], default)));

        Assert.Equal(CommitResult.Committed, await company.Store.CommitAsync(one.Commit, default));
        Assert.Equal(CommitResult.Conflict, await company.Store.CommitAsync(two.Commit, default));
        Assert.IsType<Outcome.Skipped>(await step.HandleAsync([message], default));
        Assert.Equal([("farid", 1)], await company.DesksAsync());
    }

    [Fact]
    public async Task that_is_recycled_meanwhile_lapses()
    {
        await using var company = new Company();
        await QualifiedAsync(company);

        var lead = await company.DoAsync(Jane, "maria", Decisions.Recycle());

        Assert.Equal(HandoffState.Lapsed, lead.Handoffs.Single(handoff => handoff.Kind == HandoffKind.SdrToAe).State);
        Assert.Empty(await company.DesksAsync());
        Assert.IsType<ActionResult.Refused>(await company.ActAsync(Jane, "admin", Decisions.Accept));
    }

    private static (HandoffState, string?, string?) Answer(Lead lead, HandoffKind kind) =>
        lead.Handoffs.Single(handoff => handoff.Kind == kind) is var handoff ? (handoff.State, handoff.Reason, handoff.AnsweredBy) : default;

    private static async Task AcceptedAsync(Company company)
    {
        await company.SubmitAsync(Jane, "demo");
        await company.DoAsync(Jane, "ana", Decisions.Accept);
    }

    private static async Task QualifiedAsync(Company company)
    {
        await AcceptedAsync(company);
        await company.DoAsync(Jane, "ana", Decisions.Qualified);
    }
}
