using System.Text.Json;
using LeadFunctions.Domain.Leads;
using LeadFunctions.Flow.Tests.Support;
using LeadFunctions.UseCases;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Flow.Tests;

public sealed class many_at_once
{
    private const int Many = 1000;

    [Fact]
    public async Task first_submissions_of_one_email_make_one_lead_with_every_signal()
    {
        await using var company = new Company();
        company.Start();

        await Task.WhenAll(Enumerable.Range(0, Many).Select(_ => Task.Run(() => company.PostAsync(company.Arrived("jane@globex.example", company.Filled("demo"))).AsTask())));
        await company.RunToRestAsync();

        var page = await company.Store.ListAsync(new LeadQuery(Limit: 200), default);
        Assert.Equal(["jane@globex.example"], page.Items.Select(lead => lead.Email));
        var timeline = await company.TimelineAsync("jane@globex.example");
        Assert.Equal(Many, timeline.OfType<Activity.SignalReceived>().DistinctBy(signal => signal.Id).Count());
        Assert.Equal(Many, (await company.LeadAsync("jane@globex.example")).Ledger.Count);
        Assert.Single(timeline.OfType<Activity.StageChanged>());
        Assert.Single(timeline.OfType<Activity.RoutingDecided>());

        // Those that are counted when it has an owner already ask again.
        var told = company.Told.ToLookup(one => one.Reason);
        Assert.Equal(2, told["assigned"].Count());
        Assert.Equal(company.Told.Count, told["assigned"].Count() + told["hand-raise"].Count());
        Assert.Equal(company.Told.Count, company.Told.DistinctBy(one => one.EffectKey).Count());
    }

    [Fact]
    public async Task mqls_of_different_emails_are_all_assigned_once_and_fairly()
    {
        await using var company = new Company();
        company.Start();

        await Task.WhenAll(Enumerable.Range(0, Many).Select(i => Task.Run(() => company.PostAsync(company.Arrived(Email(i), company.Filled("demo"))).AsTask())));
        await company.RunToRestAsync();

        await EverybodyIsOwnedFairlyAsync(company, Many);
        Assert.Equal(Many * company.Channels.Count, company.Told.Count);
        Assert.Equal(company.Told.Count, company.Told.DistinctBy(told => told.EffectKey).Count());
        Assert.Empty(await company.DeadLettersAsync());
    }

    /// <summary>As in a host of many machines, where nothing but the conditional write keeps two routings apart.</summary>
    [Fact]
    public async Task routings_that_nobody_lines_up_lose_and_double_no_turn()
    {
        const int Leads = 120;
        await using var company = new Company();
        foreach (var i in Enumerable.Range(0, Leads))
        {
            await DecideUntilItHoldsAsync(company, () => company.Step<Message.SignalArrived>().HandleAsync([company.Arrived(Email(i), company.Filled("demo"))], default));
        }

        var conflicts = await Task.WhenAll(Enumerable.Range(0, Leads).Select(i => Task.Run(() => DecideUntilItHoldsAsync(
            company,
            () => company.Step<Message.LeadNeedsOwner>().HandleAsync([new Message.LeadNeedsOwner(company.Ids.LeadIdOf(Email(i)), "mql")], default)))));

        Assert.True(conflicts.Sum() > 0, "Nothing collided, so nothing was proven.");
        await EverybodyIsOwnedFairlyAsync(company, Leads);
    }

    private static string Email(int i) => $"jane{i}@company{i}.example";

    private static async Task EverybodyIsOwnedFairlyAsync(Company company, int leads)
    {
        var owners = new List<string>();
        foreach (var i in Enumerable.Range(0, leads))
        {
            owners.Add((await company.LeadAsync(Email(i))).Owner!.PersonId);
        }

        var rotation = await company.RotationAsync("bdr");
        Assert.Equal(["ana", "ben", "chloe"], owners.Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(leads, rotation.AllTaken());
        foreach (var person in owners.GroupBy(owner => owner))
        {
            Assert.Equal(person.Count(), rotation.Of(person.Key).Taken);
            Assert.InRange(Math.Abs(person.Count() - (leads / 3.0)), 0, 1);
            var workload = JsonSerializer.Deserialize((await company.Store.FindRegisterAsync(RegisterNames.Workload, person.Key, default))!.Value, WireJson.Default.Workload)!;
            Assert.Equal(person.Count(), workload.Open);
        }
    }

    private static async Task<int> DecideUntilItHoldsAsync(Company company, Func<Task<Outcome>> handle)
    {
        for (var conflicts = 0; ; conflicts++)
        {
            var commit = Assert.IsType<Outcome.Done>(await handle()).Commit;
            if (await company.Store.CommitAsync(commit with { Messages = [] }, default) == CommitResult.Committed)
            {
                return conflicts;
            }
        }
    }
}
