using LeadFunctions.Domain.Clocks;
using LeadFunctions.Domain.Leads;
using LeadFunctions.Flow.Tests.Support;
using LeadFunctions.UseCases;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Flow.Tests;

/// <summary>The unhappy twin: a hot lead, five minutes, and nobody picks up the phone. Told by the b2b playbook's own hours.</summary>
public sealed class a_lead_nobody_reacts_to
{
    private const string Jane = "jane@globex.example";

    // Monday, 14:00 in New York.
    private static readonly DateTimeOffset Monday = new(2026, 3, 2, 19, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task is_warned_of_breached_once_told_to_the_manager_re_routed_and_recycled()
    {
        await using var company = new Company(Rules.B2b);
        company.WaitUntil(Monday);
        var lead = await company.SubmitAsync(Jane, "demo", ("title", "Manager"));
        var first = lead.Owner!.PersonId;
        var clock = Assert.Single(lead.Clocks);
        Assert.Equal(("first-contact-hot", "hot", Monday.AddMinutes(5)), (clock.Policy, clock.Tier, ClockTime.Deadline(clock, company.Playbook)));
        Assert.Equal(Monday.AddMinutes(3), lead.DueAt);

        await company.PassAsync(TimeSpan.FromSeconds(179));
        Assert.Empty(await SlaAsync(company));
        await company.PassAsync(TimeSpan.FromSeconds(1));
        Assert.Equal([$"sla-warned {first}"], await SlaAsync(company));

        await company.PassAsync(TimeSpan.FromSeconds(119));
        Assert.Single(await SlaAsync(company));
        await company.PassAsync(TimeSpan.FromSeconds(1));
        Assert.Equal([$"sla-warned {first}", $"sla-breached {first}", "sla-breached maria"], await SlaAsync(company));
        Assert.Equal(ClockOutcome.Breached, (await company.LeadAsync(Jane)).Clocks[0].Outcome);

        await company.PassAsync(TimeSpan.FromMinutes(30));
        var second = (await company.LeadAsync(Jane)).Owner!.PersonId;
        Assert.NotEqual(first, second);
        var taken = Assert.Single(await company.TimelineAsync<Activity.Unassigned>(Jane));
        Assert.Equal((first, "re-routed: nobody reacted"), (taken.PersonId, taken.Reason));
        Assert.Equal("let the clock lapse", (await company.LastDecisionAsync(Jane)).Candidates.Single(candidate => candidate.PersonId == first).Why);
        Assert.Equal((0, 1), (await OpenAsync(company, first), await OpenAsync(company, second)));

        // 16 working hours: today's remaining 2:55, tomorrow's 8:30, and 4:35 of Wednesday.
        await company.PassAsync(TimeSpan.FromHours(40));
        Assert.Equal(Stage.Mql, (await company.LeadAsync(Jane)).Stage);
        await company.PassAsync(TimeSpan.FromHours(7));
        lead = await company.LeadAsync(Jane);
        Assert.Equal((Stage.Raw, null, null), (lead.Stage, lead.Owner, lead.Holding));
        var recycled = (await company.TimelineAsync<Activity.StageChanged>(Jane))[^1];
        Assert.Equal((Stage.Mql, Stage.Raw, "sla", "no-response"), (recycled.From, recycled.To, recycled.Cause, recycled.Reason));
        Assert.Equal((0, 0), (await OpenAsync(company, first), await OpenAsync(company, second)));
        Assert.False(Assert.Single(lead.Clocks).IsOpen);

        await company.PassAsync(TimeSpan.FromDays(20));
        Assert.Equal(
            [$"sla-warned {first}", $"sla-breached {first}", "sla-breached maria", "sla-rerouted maria", "sla-recycled maria"], await SlaAsync(company));
        Assert.Equal(
            ["breached", "cancelled", "recycled", "rerouted", "started", "warned"],
            (await company.TimelineAsync<Activity.Clocked>(Jane)).Select(one => one.What).Order());
        Assert.Empty(await company.DeadLettersAsync());
    }

    /// <summary>Reason and recipient of what the clocks told, on one channel.</summary>
    private static async Task<IReadOnlyList<string>> SlaAsync(Company company)
    {
        await company.RunToRestAsync();
        return [.. company.Channels.OfType<Channel>().First().Sent.Where(told => told.Reason.StartsWith("sla-", StringComparison.Ordinal)).Select(told => $"{told.Reason} {told.PersonId}")];
    }

    private static async Task<int> OpenAsync(Company company, string person) =>
        System.Text.Json.JsonSerializer.Deserialize((await company.Store.FindRegisterAsync(RegisterNames.Workload, person, default))!.Value, WireJson.Default.Workload)!.Open;
}
