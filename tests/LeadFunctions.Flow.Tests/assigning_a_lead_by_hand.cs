using System.Text.Json;
using LeadFunctions.Flow.Tests.Support;
using LeadFunctions.UseCases;
using LeadFunctions.UseCases.Playbooks.Learning;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Flow.Tests;

public sealed class assigning_a_lead_by_hand
{
    private const string Jane = "jane@globex.example";

    [Theory]
    [InlineData("nobody", "nobody of that id is in the playbook")]
    [InlineData("ben", "this person is not active")]
    [InlineData("ana", "already owned by this person")]
    public async Task is_refused_with_the_reason(string person, string reason)
    {
        await using var company = new Company();
        company.Publish(company.Playbook with { People = [.. company.Playbook.People.Select(one => one.Id == "ben" ? one with { Active = false } : one)] });
        var lead = await company.SubmitAsync(Jane, "demo");

        var refused = Assert.IsType<ActionResult.Refused>(await Assigning(company).RunAsync(new(lead.Id, "maria"), person, "why", false, default));

        Assert.Equal(reason, refused.Reason);
        Assert.Equal(lead.Version, (await company.LeadAsync(Jane)).Version);
    }

    [Fact]
    public async Task tells_the_new_owner_and_takes_nobodys_turn()
    {
        await using var company = new Company();
        var lead = await company.SubmitAsync(Jane, "demo");
        var turns = await company.RotationAsync("bdr");

        await Assigning(company).RunAsync(new(lead.Id, "maria"), "grace", "knows them", false, default);
        await company.RunToRestAsync();

        Assert.Equal(["grace", "grace"], company.Told.Where(told => told.PersonId != "ana").Select(told => told.PersonId));
        Assert.Equal(turns.AllTaken(), (await company.RotationAsync("bdr")).AllTaken());
        Assert.Equal([("ana", 0), ("grace", 1)], await OpenAsync(company));
    }

    [Fact]
    public async Task with_the_account_sends_the_next_lead_of_that_company_there_without_a_turn()
    {
        await using var company = new Company();
        var lead = await company.SubmitAsync(Jane, "demo");
        await Assigning(company).RunAsync(new(lead.Id, "maria"), "grace", "her account", ownAccount: true, default);
        await company.RunToRestAsync();

        var next = await company.SubmitAsync("omar@globex.example", "demo");
        var other = await company.SubmitAsync("omar@initech.example", "demo");

        Assert.Equal(("grace", "existing-account"), (next.Owner!.PersonId, next.Owner.RuleId));
        Assert.False((await company.LastDecisionAsync("omar@globex.example")).ChargedTurn);
        Assert.Equal(("ben", "everybody"), (other.Owner!.PersonId, other.Owner.RuleId));
    }

    [Fact]
    public async Task with_the_account_is_known_to_a_backtest_from_then_on()
    {
        await using var company = new Company();
        var lead = await company.SubmitAsync(Jane, "demo");
        company.Wait(TimeSpan.FromDays(7));
        await Assigning(company).RunAsync(new(lead.Id, "maria"), "grace", "her account", ownAccount: true, default);
        await company.SubmitAsync("omar@globex.example", "demo");

        var result = await new BacktestPlaybook(company.Store, company.Shelf, company.Clock).RunAsync(company.Playbook, null, null, null, default);

        var bdr = result.Pools.Single(pool => pool.Pool == "bdr");
        Assert.Equal([1], bdr.Weeks.Select(week => week.Current));
        Assert.Equal([(1, 1)], result.Pools.Single(pool => pool.Pool == "ae").Direct.Select(week => (week.Current, week.Draft)));
        Assert.True(bdr.Weeks[0].Week < result.Pools.Single(pool => pool.Pool == "ae").Direct[0].Week);
    }

    [Fact]
    public async Task with_the_account_of_a_mail_provider_is_only_that_lead()
    {
        await using var company = new Company();
        var lead = await company.SubmitAsync("jane@gmail.com", "demo");
        await Assigning(company).RunAsync(new(lead.Id, "maria"), "grace", "her account", ownAccount: true, default);

        Assert.Equal("ben", (await company.SubmitAsync("omar@gmail.com", "demo")).Owner!.PersonId);
        Assert.Empty(await company.RegisterAsync(RegisterNames.Accounts));
    }

    [Fact]
    public async Task tried_out_first_says_whom_the_rules_would_choose_and_changes_nothing()
    {
        await using var company = new Company();
        await company.SubmitAsync("first@globex.example", "demo");
        var lead = await company.SubmitAsync(Jane, "newsletter");
        var before = await company.EverythingAsync([Jane], []);

        var decision = (await Assigning(company).DryRunAsync(lead.Id, default))!;
        await company.RunToRestAsync();

        Assert.Equal(("ben", "everybody", "chloe"), (decision.PersonId, decision.RuleId, decision.NextPersonId));
        Assert.Equal(before, await company.EverythingAsync([Jane], []));
    }

    private static AssignLead Assigning(Company company) => new(company.Store, company.Shelf, company.Clock, company.Ids);

    private static async Task<IReadOnlyList<(string, int)>> OpenAsync(Company company) =>
        [.. (await company.RegisterAsync(RegisterNames.Workload)).Select(entry => (entry.Key, JsonSerializer.Deserialize(entry.Value.Value, WireJson.Default.Workload)!.Open))];
}
