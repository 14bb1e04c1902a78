using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Playbooks;
using LeadFunctions.Domain.Routing;
using LeadFunctions.Flow.Tests.Support;
using LeadFunctions.UseCases;

namespace LeadFunctions.Flow.Tests;

public sealed class everybody_away
{
    [Fact]
    public async Task puts_the_lead_in_the_holding_queue_with_the_reason()
    {
        await using var company = new Company();
        company.Publish(company.Playbook.Away(company.Now));

        var lead = await company.SubmitAsync("jane@globex.example", "demo");

        Assert.Equal(Stage.Mql, lead.Stage);
        Assert.Null(lead.Owner);
        Assert.Equal(("bdr", company.Now), (lead.Holding!.PoolId, lead.Holding.Since));
        Assert.StartsWith("nobody eligible in pool bdr: ana: away until 2036-03-01", lead.Holding.Reason, StringComparison.Ordinal);
        Assert.Equal([lead.Id], await company.WaitingAsync());
        var decision = await company.LastDecisionAsync("jane@globex.example");
        Assert.Equal((null, lead.Holding.Reason), (decision.PersonId, decision.HeldBecause));
        Assert.All(decision.Candidates, candidate => Assert.False(candidate.Eligible));
    }

    [Fact]
    public async Task tells_the_managers_once_however_often_it_is_tried_again()
    {
        await using var company = new Company();
        company.Publish(company.Playbook.Away(company.Now));
        await company.SubmitAsync("jane@globex.example", "demo");

        foreach (var _ in Enumerable.Range(0, 5))
        {
            await company.AdvanceAsync(0.1);
        }

        Assert.Equal([("maria", "held"), ("maria", "held")], company.Told.Select(told => (told.PersonId, told.Reason)));
        Assert.Equal(1, (await company.LeadAsync("jane@globex.example")).Holding is null ? 0 : 1);
        Assert.Single(await company.TimelineAsync<Activity.RoutingDecided>("jane@globex.example"));
    }

    [Fact]
    public async Task until_somebody_is_back_who_then_gets_the_leads_first_in_first_out()
    {
        await using var company = new Company();
        company.Publish(company.Playbook.Away(company.Now));
        string[] emails = ["c@globex.example", "a@globex.example", "d@globex.example", "b@globex.example"];
        foreach (var email in emails)
        {
            await company.SubmitAsync(email, "demo");
            company.Wait(TimeSpan.FromMinutes(1));
        }

        Assert.Equal(emails.Select(company.Ids.LeadIdOf), await company.WaitingAsync());
        company.Publish(company.Playbook.OnlyHere(company.Now, "ben"));
        await company.TickAsync();

        Assert.Empty(await company.WaitingAsync());
        foreach (var email in emails)
        {
            var lead = await company.LeadAsync(email);
            Assert.Equal(("ben", null), (lead.Owner!.PersonId, lead.Holding));
        }

        Assert.Equal(emails.Select(company.Ids.LeadIdOf), (await company.RotationAsync("bdr")).Recent.Select(choice => choice.LeadId));
        // Who is told of what first is a race between leads; who gets what first is not.
        Assert.Equal(emails.Order(), company.Told.Where(told => told is { Reason: "assigned" }).Select(told => told.LeadName).Distinct().Order());
        Assert.Equal(4, (await company.RotationAsync("bdr")).Of("ben").Taken);
    }

    [Fact]
    public async Task and_back_with_room_for_one_gives_it_to_who_waited_longest_not_to_a_newcomer()
    {
        await using var company = new Company();
        company.Publish(company.Playbook.Away(company.Now));
        await company.SubmitAsync("first@globex.example", "demo");
        company.Wait(TimeSpan.FromMinutes(1));
        await company.SubmitAsync("second@globex.example", "demo");
        company.Wait(TimeSpan.FromMinutes(1));
        company.Publish(WithRoomFor(company.Playbook.OnlyHere(company.Now, "ben"), "ben", 1));

        var newcomer = await company.SubmitAsync("newcomer@globex.example", "demo");

        Assert.Equal("ben", (await company.LeadAsync("first@globex.example")).Owner?.PersonId);
        Assert.Null((await company.LeadAsync("second@globex.example")).Owner);
        Assert.Null(newcomer.Owner);
        Assert.NotNull(newcomer.Holding);
        Assert.Equal([company.Ids.LeadIdOf("second@globex.example"), newcomer.Id], await company.WaitingAsync());

        company.Publish(WithRoomFor(company.Playbook, "ben", 2));
        await company.TickAsync();

        Assert.NotNull((await company.LeadAsync("second@globex.example")).Owner);
        Assert.Equal([newcomer.Id], await company.WaitingAsync());
    }

    [Fact]
    public async Task of_one_team_does_not_hold_up_the_leads_of_another()
    {
        await using var company = new Company();
        company.Publish(WithoutCatchAll(company.Playbook.OnlyHere(company.Now, "dai")));
        await company.SubmitAsync("big@globex.example", "demo", ("companySize", "1000"));
        company.Wait(TimeSpan.FromMinutes(1));

        var lead = await company.SubmitAsync("jane@globex.example", "demo", ("country", "JP"));

        Assert.Equal("dai", lead.Owner!.PersonId);
        Assert.Single(await company.WaitingAsync());
    }

    [Fact]
    public async Task of_one_team_does_not_hold_up_another_even_with_hundreds_waiting()
    {
        await using var company = new Company();
        company.Publish(WithoutCatchAll(company.Playbook.Away(company.Now)));
        await company.PostAsync([.. Enumerable.Range(0, 150).Select(i => company.Arrived($"big{i}@globex.example", company.Filled("demo", ("companySize", "1000"))))]);
        await company.RunToRestAsync();
        company.Wait(TimeSpan.FromMinutes(1));
        await company.SubmitAsync("jane@globex.example", "demo", ("country", "JP"));
        Assert.Equal(151, (await company.WaitingAsync()).Count);

        company.Publish(company.Playbook.OnlyHere(company.Now, "dai"));
        await company.TickAsync();

        Assert.Equal("dai", (await company.LeadAsync("jane@globex.example")).Owner?.PersonId);
        Assert.Equal(150, (await company.WaitingAsync()).Count);
    }

    [Fact]
    public async Task then_back_at_once_leaves_nobody_of_hundreds_waiting()
    {
        await using var company = new Company();
        company.Publish(company.Playbook.Away(company.Now));
        await company.PostAsync([.. Enumerable.Range(0, 250).Select(i => company.Arrived($"jane{i}@globex.example", company.Filled("demo")))]);
        await company.RunToRestAsync();

        company.Publish(company.Playbook.OnlyHere(company.Now, "ana", "ben", "chloe"));
        await company.TickAsync();

        Assert.Empty(await company.WaitingAsync());
        Assert.Equal(250, (await company.RotationAsync("bdr")).AllTaken());
    }

    /// <summary>A lead that waits for a pool must not wait behind one that this pool's people cannot take.</summary>
    [Fact]
    public async Task who_have_a_skill_does_not_hold_up_leads_that_need_none()
    {
        await using var company = new Company();
        company.Publish(WithSkilledRule(company.Playbook.Away(company.Now)));
        await company.SubmitAsync("skilled@globex.example", "demo", ("industry", "fintech"));
        company.Wait(TimeSpan.FromMinutes(1));
        await company.SubmitAsync("plain@globex.example", "demo");

        company.Publish(company.Playbook.OnlyHere(company.Now, "ben"));
        await company.TickAsync();

        Assert.Null((await company.LeadAsync("skilled@globex.example")).Owner);
        Assert.Equal("ben", (await company.LeadAsync("plain@globex.example")).Owner?.PersonId);
    }

    [Fact]
    public async Task when_a_person_is_assigned_by_hand_takes_the_lead_off_the_queue()
    {
        await using var company = new Company();
        company.Publish(company.Playbook.Away(company.Now));
        var lead = await company.SubmitAsync("jane@globex.example", "demo");

        await new AssignLead(company.Store, company.Shelf, company.Clock, company.Ids).RunAsync(new(lead.Id, "maria"), "grace", "knows them", ownAccount: false, default);
        await company.TickAsync();

        Assert.Empty(await company.WaitingAsync());
        Assert.Equal(("grace", null), ((await company.LeadAsync("jane@globex.example")).Owner!.PersonId, (await company.LeadAsync("jane@globex.example")).Holding));
    }

    private static Playbook WithRoomFor(Playbook playbook, string person, int open) =>
        playbook with { People = [.. playbook.People.Select(one => one.Id == person ? one with { MaxOpen = open } : one)] };

    private static Playbook WithoutCatchAll(Playbook playbook) => playbook with { Routing = [.. playbook.Routing.Where(rule => rule.Id != "everybody")] };

    /// <summary>Fintech leads go to BDRs who know fintech, and to nobody else; nobody does.</summary>
    private static Playbook WithSkilledRule(Playbook playbook) => playbook with
    {
        Routing =
        [
            playbook.Routing.Single(rule => rule.Id == "fintech") with { To = new RouteTo.InPool("bdr", "fintech", null) },
            playbook.Routing.Single(rule => rule.Id == "everybody") with { When = new Condition.Not(playbook.Routing.Single(rule => rule.Id == "fintech").When) },
        ],
    };
}
