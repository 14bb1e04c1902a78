using LeadFunctions.Domain;
using LeadFunctions.Domain.Leads;
using LeadFunctions.Flow.Tests.Support;
using LeadFunctions.UseCases;

namespace LeadFunctions.Flow.Tests;

/// <summary>b2b: engagement halves every 30 days, 30 days without activity take 15 points, bands begin at 21, 41, 61 and 81.</summary>
public sealed class time_alone
{
    private const string Jane = "jane@globex.example";

    [Fact]
    public async Task moves_a_lead_down_exactly_when_it_is_due_and_not_before()
    {
        await using var company = new Company();
        var lead = await company.SubmitAsync(Jane, "demo", ("title", "Manager"), ("companySize", "10"));
        Assert.Equal((45m, "mql"), (lead.Score.Total.ToDecimal(), lead.Score.Band));

        // 15 + 30 * 2^(-days / 30), in whole milli-points, falls under 41 when 26 of the 30 are less than 25.9995: at the next whole second.
        var days = 30 * Math.Log2(30 / 25.9995);
        Assert.InRange((lead.DueAt!.Value - company.Now).TotalSeconds - (days * 86_400), 0, 1);
        company.WaitUntil(lead.DueAt.Value.AddSeconds(-1));
        Assert.Equal(0, await company.TickAsync());
        Assert.Equal(lead, await company.LeadAsync(Jane) with { Attributes = lead.Attributes, Ledger = lead.Ledger, Adjustments = lead.Adjustments, Crossings = lead.Crossings, Visitors = lead.Visitors, Consents = lead.Consents, Clocks = lead.Clocks, Handoffs = lead.Handoffs, Stays = lead.Stays });

        company.Wait(TimeSpan.FromSeconds(1));
        Assert.Equal(1, await company.TickAsync());

        var fallen = await company.LeadAsync(Jane);
        Assert.Equal(("warm", Stage.Mql), (fallen.Score.Band, fallen.Stage));
        Assert.True(fallen.Score.Total < Points.Whole(41));
        Assert.True(fallen.DueAt > company.Now);
    }

    [Fact]
    public async Task leaves_a_line_on_the_timeline_and_the_owner_where_they_are_and_tells_nobody()
    {
        await using var company = new Company();
        var lead = await company.SubmitAsync(Jane, "demo", ("title", "Manager"), ("companySize", "10"));
        var told = company.Told.Count;

        await company.AdvanceAsync(200);

        var down = Assert.Single(await company.TimelineAsync<Activity.BandCrossed>(Jane), one => !one.Up);
        Assert.Equal(("mql", "cold"), (down.From, down.To));
        Assert.Equal(lead.Owner, (await company.LeadAsync(Jane)).Owner);
        Assert.Equal(told, company.Told.Count);
    }

    [Fact]
    public async Task lets_a_band_be_crossed_again_only_after_a_fall_of_five_points()
    {
        await using var company = new Company();
        var lead = await company.SubmitAsync(Jane, "demo", ("title", "Manager"), ("companySize", "10"));
        company.WaitUntil(lead.DueAt!.Value);
        await company.TickAsync();

        // Just under 41: up again over it is no news.
        await company.ArriveAsync(Jane, company.Happened("email-click"));
        Assert.Equal(["cold>mql", "mql>warm"], await CrossingsAsync(company));

        // 36 and a little more: still none. Under 36: news.
        var again = await UnderAsync(company, 36.5m);
        Assert.False(again.Crossings["mql"].Armed);
        await company.ArriveAsync(Jane, company.Happened("email-click"), company.Happened("email-open"));
        Assert.Equal(("mql", 1), ((await company.LeadAsync(Jane)).Score.Band, (await company.LeadAsync(Jane)).Crossings["mql"].Ordinal));

        again = await UnderAsync(company, 36m);
        Assert.True(again.Crossings["mql"].Armed);
        var told = company.Told.Count;
        await company.ArriveAsync(Jane, company.Happened("webinar-attendance"));

        Assert.Equal(2, (await company.LeadAsync(Jane)).Crossings["mql"].Ordinal);
        Assert.Equal("warm>mql", (await CrossingsAsync(company))[^1]);
        Assert.Equal(told + 2, company.Told.Count(one => one.Reason is "band-up" or "assigned"));
    }

    [Fact]
    public async Task wakes_the_leads_that_are_due_and_no_others()
    {
        await using var company = new Company();
        await company.SubmitAsync(Jane, "demo", ("title", "Manager"), ("companySize", "10"));
        foreach (var i in Enumerable.Range(0, 20))
        {
            await company.PostAsync(company.Arrived($"quiet{i}@globex.example", company.Filled("newsletter", ("title", "CEO"), ("companySize", "900"))));
        }

        await company.RunToRestAsync();
        var versions = await VersionsAsync(company);
        company.WaitUntil((await company.LeadAsync(Jane)).DueAt!.Value);

        Assert.Equal(1, await company.TickAsync());

        Assert.Equal(versions, await VersionsAsync(company));
    }

    [Fact]
    public async Task that_ticks_twice_or_for_a_lead_that_is_not_due_changes_nothing()
    {
        await using var company = new Company();
        var lead = await company.SubmitAsync(Jane, "demo", ("title", "Manager"));
        await company.PostAsync(new Message.LeadDue(lead.Id));
        await company.RunToRestAsync();
        Assert.Equal(lead.Version, (await company.LeadAsync(Jane)).Version);

        company.WaitUntil(lead.DueAt!.Value);
        var timer = new RunDueLeads(company.Store, company.Queue, company.Clock);
        await Task.WhenAll(timer.RunAsync(default), timer.RunAsync(default), timer.RunAsync(default));
        await company.RunToRestAsync();

        Assert.Equal(lead.Version + 1, (await company.LeadAsync(Jane)).Version);
        Assert.Equal(0, await company.TickAsync());
    }

    [Theory]
    [InlineData(30)]
    [InlineData(400)]
    public async Task in_daily_ticks_comes_to_the_same_as_in_one(int days)
    {
        await using var daily = new Company();
        await using var once = new Company();
        var random = new Random(days);
        foreach (var i in Enumerable.Range(0, 40))
        {
            var signals = Enumerable.Range(0, random.Next(1, 8)).Select(_ => daily.Happened(Pick(random), daily.Now.AddMinutes(-random.Next(40_000)))).ToArray();
            var form = daily.Filled("newsletter", ("title", i % 2 == 0 ? "Manager" : "CEO")) with { At = daily.Now.AddDays(-30) };
            await daily.PostAsync(daily.Arrived(Email(i), [form, .. signals]));
            await once.PostAsync(once.Arrived(Email(i), [form, .. signals]));
        }

        await Task.WhenAll(daily.RunToRestAsync(), once.RunToRestAsync());
        var owners = (await OwnersAsync(daily), await OwnersAsync(once));
        foreach (var _ in Enumerable.Range(0, days))
        {
            await daily.AdvanceAsync(1);
        }

        await once.AdvanceAsync(days);

        var moved = 0;
        foreach (var i in Enumerable.Range(0, 40))
        {
            var (many, one) = (await daily.LeadAsync(Email(i)), await once.LeadAsync(Email(i)));
            Assert.Equal((one.Score.Band, one.Stage, one.DueAt), (many.Score.Band, many.Stage, many.DueAt));
            Assert.Equal(one.Crossings.OrderBy(crossing => crossing.Key).Select(Armed), many.Crossings.OrderBy(crossing => crossing.Key).Select(Armed));
            Assert.Equal((await once.Explain.RunAsync(one.Id, once.Now, default))!.Total, (await daily.Explain.RunAsync(many.Id, daily.Now, default))!.Total);
            moved += one.Version > 1 ? 1 : 0;
        }

        Assert.Equal(owners.Item1, await OwnersAsync(daily));
        Assert.Equal(owners.Item2, await OwnersAsync(once));
        Assert.True(moved > 10, $"only {moved} leads moved at all");
    }

    [Fact]
    public async Task ends_with_a_lead_that_will_never_change_again()
    {
        await using var company = new Company();
        await company.SubmitAsync(Jane, "demo", ("title", "Manager"));

        await company.AdvanceAsync(2000);
        await company.AdvanceAsync(2000);

        Assert.Null((await company.LeadAsync(Jane)).DueAt);
        Assert.Equal(0, await company.TickAsync());
    }

    private static string Email(int i) => $"jane{i}@globex.example";

    private static string Pick(Random random) => random.Next(4) switch { 0 => "webinar-attendance", 1 => "pricing-page-view", 2 => "whitepaper-download", _ => "email-click" };

    private static (string, bool, int) Armed(KeyValuePair<string, Crossing> crossing) => (crossing.Key, crossing.Value.Armed, crossing.Value.Ordinal);

    private static async Task<IReadOnlyList<string>> CrossingsAsync(Company company) =>
        [.. (await company.TimelineAsync<Activity.BandCrossed>(Jane)).Select(one => $"{one.From}>{one.To}")];

    private static async Task<IReadOnlyList<string?>> OwnersAsync(Company company) =>
        [.. (await company.Store.ListAsync(new(Sort: "email"), default)).Items.Select(lead => lead.Owner)];

    private static async Task<IReadOnlyList<long>> VersionsAsync(Company company)
    {
        var versions = new List<long>();
        foreach (var i in Enumerable.Range(0, 20))
        {
            versions.Add((await company.LeadAsync($"quiet{i}@globex.example")).Version);
        }

        return versions;
    }

    /// <summary>Hours pass until the score is under a number; the timer ticks at each.</summary>
    private static async Task<Lead> UnderAsync(Company company, decimal score)
    {
        while ((await company.Explain.RunAsync(company.Ids.LeadIdOf(Jane), company.Now, default))!.Total.ToDecimal() >= score)
        {
            company.Wait(TimeSpan.FromHours(1));
        }

        await company.TickAsync();
        return await company.LeadAsync(Jane);
    }
}
