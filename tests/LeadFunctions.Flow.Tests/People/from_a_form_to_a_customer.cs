using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Lifecycle;
using LeadFunctions.Flow.Tests.Support;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Flow.Tests.People;

public sealed class from_a_form_to_a_customer
{
    private const string Jane = "jane@globex.example";

    [Fact]
    public async Task each_team_has_the_lead_in_turn_and_every_stage_is_kept()
    {
        await using var company = new Company();
        await WonAsync(company);

        var lead = await company.DoAsync(Jane, "jonas", Decisions.Kickoff);

        Assert.Equal((Stage.Customer, "jonas"), (lead.Stage, lead.Owner!.PersonId));
        Assert.Equal([Stage.Raw, Stage.Mql, Stage.Sal, Stage.Sql, Stage.Opportunity], lead.Stays.Select(stay => stay.Stage));
        Assert.Equal(TimeSpan.FromHours(2), Stays.TimeIn(lead, Stage.Sql, company.Now));
        Assert.Equal((true, 11_500m, "farid"), (lead.Deal!.Won, lead.Deal.Amount, lead.Deal.PersonId));
        Assert.Equal(("ana", "call"), (lead.FirstContact!.By, lead.FirstContact.Channel));
        Assert.All(lead.Handoffs, handoff => Assert.Equal(HandoffState.Accepted, handoff.State));
        Assert.Equal(
            ["raw>mql", "mql>sal", "sal>sql", "sql>opportunity", "opportunity>customer"],
            (await company.TimelineAsync<Activity.StageChanged>(Jane)).Select(change => $"{change.From}>{change.To}".ToLowerInvariant()));
        Assert.Equal(
            ["accept ana", "contact ana", "qualify ana", "accept farid", "convert farid", "win farid", "accept jonas", "kickoff jonas"],
            (await company.TimelineAsync<Activity.Acted>(Jane)).Select(acted => $"{acted.Action} {acted.By}"));
    }

    [Fact]
    public async Task the_lead_is_on_one_desk_at_a_time_and_at_the_end_on_none()
    {
        await using var company = new Company();
        await company.SubmitAsync(Jane, "demo");
        Assert.Equal([("ana", 1)], await company.DesksAsync());

        await company.DoAsync(Jane, "ana", Decisions.Accept);
        await company.DoAsync(Jane, "ana", Decisions.Qualified);
        Assert.Equal([("farid", 1)], await company.DesksAsync());

        await company.DoAsync(Jane, "farid", Decisions.Accept);
        await company.DoAsync(Jane, "farid", Decisions.Convert);
        await company.DoAsync(Jane, "farid", Decisions.Win);
        Assert.Equal([("jonas", 1)], await company.DesksAsync());

        await company.DoAsync(Jane, "jonas", Decisions.Accept);
        await company.DoAsync(Jane, "jonas", Decisions.Kickoff);
        Assert.Empty(await company.DesksAsync());
    }

    [Fact]
    public async Task each_receiver_gets_a_frozen_packet()
    {
        await using var company = new Company();
        await WonAsync(company);

        var packets = (await company.TimelineAsync<Activity.HandoffOffered>(Jane)).ToDictionary(offered => offered.Handoff.Kind, offered => offered.Packet);

        Assert.Equal(["Demo request, last 2026-03-01"], Of(HandoffKind.MarketingToSales, "engagement"));
        Assert.Contains("+30 Demo request, just now, half-life 30 days", Of(HandoffKind.MarketingToSales, "score"));
        Assert.Contains("Budget: 50k approved (ana, 2026-03-01)", Of(HandoffKind.SdrToAe, "qualification"));
        Assert.Equal(["2026-03-01 ana: Wants to start in May"], Of(HandoffKind.SdrToAe, "notes"));
        Assert.Equal(["Omar Ali, CFO"], Of(HandoffKind.SdrToAe, "stakeholders"));
        Assert.Equal(["Three years, yearly in advance"], Of(HandoffKind.SalesToCs, "contract"));
        Assert.Equal(["Answers within minutes"], Of(HandoffKind.SalesToCs, "whyBought"));

        IReadOnlyList<string> Of(HandoffKind kind, string field) => packets[kind].Single(entry => entry.Name == field).Lines;
    }

    [Fact]
    public async Task whose_deal_it_was_owns_the_account_from_then_on()
    {
        await using var company = new Company();
        await WonAsync(company);

        Assert.Equal([("globex.example", "\"farid\"")], (await company.RegisterAsync(RegisterNames.Accounts)).Select(entry => (entry.Key, entry.Value.Value)));
        Assert.Equal(("farid", "existing-account"), (await company.SubmitAsync("omar@globex.example", "demo")).Owner is { } owner ? (owner.PersonId, owner.RuleId) : default);
    }

    private static async Task WonAsync(Company company)
    {
        await company.SubmitAsync(Jane, "demo");
        await LaterAsync("ana", Decisions.Accept, 1);
        await LaterAsync("ana", Decisions.Contact, 1);
        await LaterAsync("ana", Decisions.Qualified, 1);
        await LaterAsync("farid", Decisions.Accept, 119);
        await LaterAsync("farid", Decisions.Convert, 1);
        await LaterAsync("farid", Decisions.Win, 1);
        await LaterAsync("jonas", Decisions.Accept, 1);
        company.Wait(TimeSpan.FromMinutes(1));

        async Task LaterAsync(string who, LifecycleAction action, int minutes)
        {
            company.Wait(TimeSpan.FromMinutes(minutes));
            await company.DoAsync(Jane, who, action);
        }
    }
}
