using LeadFunctions.Domain.Leads;
using LeadFunctions.Flow.Tests.Support;
using LeadFunctions.UseCases;

namespace LeadFunctions.Flow.Tests;

public sealed class a_browser_that_identifies_itself
{
    private const string Jane = "jane@globex.example";
    private const string Omar = "omar@initech.example";
    private const string Browser = "visitor-1";

    [Fact]
    public async Task brings_its_history_with_its_own_times_and_ids()
    {
        await using var company = new Company();
        var seen = company.Happened("pricing-page-view", company.Now.AddDays(-3));
        var later = company.Happened("product-page-view", company.Now.AddDays(-1));
        await company.SeenAsync(Browser, seen, later);

        var lead = await IdentifyAsync(company, Jane);

        var signals = await company.TimelineAsync<Activity.SignalReceived>(Jane);
        Assert.Equal([(seen.Id, seen.At), (later.Id, later.At)], signals.Take(2).Select(signal => (signal.Id, signal.At)));
        Assert.Equal([seen.Id, later.Id], lead.Ledger.Select(one => one.Id));
        Assert.Equal([Browser], lead.Visitors);
        Assert.Equal(2, Assert.Single(await company.TimelineAsync<Activity.VisitorJoined>(Jane)).Signals);
        Assert.True(lead.Score.Total.ToDecimal() is > 28 and < 30, $"two page views of a few days ago score {lead.Score.Total}");
    }

    [Fact]
    public async Task is_followed_from_then_on()
    {
        await using var company = new Company();
        await IdentifyAsync(company, Jane);

        await company.SeenAsync(Browser, company.Happened("pricing-page-view"));

        Assert.Equal(20m, (await company.LeadAsync(Jane)).Score.Total.ToDecimal());
        Assert.Empty((await company.Store.FindVisitorAsync(Browser, default))!.Signals);
    }

    [Fact]
    public async Task stays_known_for_as_long_as_it_comes_back()
    {
        await using var company = new Company();
        await IdentifyAsync(company, Jane);
        var first = (await company.Store.FindVisitorAsync(Browser, default))!;

        company.Wait(TimeSpan.FromDays(2));
        await company.SeenAsync(Browser, company.Happened("pricing-page-view"));
        Assert.Equal(first.Version, (await company.Store.FindVisitorAsync(Browser, default))!.Version);

        company.Wait(TimeSpan.FromDays(80));
        await company.SeenAsync(Browser, company.Happened("pricing-page-view"));
        Assert.Equal(company.Now, (await company.Store.FindVisitorAsync(Browser, default))!.LastSeenAt);
    }

    [Fact]
    public async Task as_somebody_new_makes_a_new_lead_and_moves_while_history_stays()
    {
        await using var company = new Company();
        await company.SeenAsync(Browser, company.Happened("pricing-page-view"));
        await IdentifyAsync(company, Jane);
        company.Wait(TimeSpan.FromHours(1));

        await IdentifyAsync(company, Omar);
        await company.SeenAsync(Browser, company.Happened("product-page-view"));

        var (jane, omar) = (await company.LeadAsync(Jane), await company.LeadAsync(Omar));
        Assert.Equal(["pricing-page-view"], jane.Ledger.Select(one => one.Signal));
        Assert.Equal(["product-page-view"], omar.Ledger.Select(one => one.Signal));
        Assert.Equal(omar.Id, (await company.Store.FindVisitorAsync(Browser, default))!.LeadId);
    }

    [Fact]
    public async Task as_two_people_in_turn_never_merges_them()
    {
        await using var company = new Company();
        foreach (var email in new[] { Jane, Omar, Jane, Omar })
        {
            await IdentifyAsync(company, email);
            await company.SeenAsync(Browser, company.Happened("product-page-view"));
            company.Wait(TimeSpan.FromHours(25));
        }

        var (jane, omar) = (await company.LeadAsync(Jane), await company.LeadAsync(Omar));
        Assert.NotEqual(jane.Id, omar.Id);
        Assert.Equal((2, 2), (jane.Ledger.Count, omar.Ledger.Count));
        Assert.Empty(jane.Ledger.Select(one => one.Id).Intersect(omar.Ledger.Select(one => one.Id)));
    }

    [Fact]
    public async Task belongs_to_who_said_so_last_even_when_the_words_arrive_the_other_way_round()
    {
        await using var company = new Company();
        var (jane, omar) = (await company.SubmitAsync(Jane, "newsletter"), await company.SubmitAsync(Omar, "newsletter"));

        await company.PostAsync(new Message.VisitorIdentified(Browser, omar.Id, Omar, company.Now));
        await company.PostAsync(new Message.VisitorIdentified(Browser, jane.Id, Jane, company.Now.AddMinutes(-5)));
        await company.RunToRestAsync();

        Assert.Equal(omar.Id, (await company.Store.FindVisitorAsync(Browser, default))!.LeadId);
    }

    [Fact]
    public async Task keeps_the_latest_two_hundred_signals_while_it_is_nobody()
    {
        await using var company = new Company();
        var signals = Enumerable.Range(0, 250).Select(i => company.Happened("page-view", company.Now.AddMinutes(-i))).ToArray();

        await company.SeenAsync(Browser, signals[100..]);
        await company.SeenAsync(Browser, signals[..100]);

        var kept = (await company.Store.FindVisitorAsync(Browser, default))!.Signals;
        Assert.Equal(signals[..200].Reverse().Select(signal => signal.Id), kept.Select(signal => signal.Id));
    }

    [Fact]
    public async Task whose_lead_is_unknown_makes_no_lead()
    {
        await using var company = new Company();

        await company.PostAsync(new Message.SignalArrived("ld_00000000000000000000000000000000", null, [company.Happened("pricing-page-view")]));
        await company.RunToRestAsync();

        Assert.Empty((await company.Store.ListAsync(new(), default)).Items);
        Assert.Empty(await company.DeadLettersAsync());
    }

    private static async Task<Lead> IdentifyAsync(Company company, string email) =>
        await company.ArriveAsync(email, company.Filled("newsletter") with { VisitorId = Browser });
}
