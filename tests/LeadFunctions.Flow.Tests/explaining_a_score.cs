using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Playbooks;
using LeadFunctions.Domain.Scoring;
using LeadFunctions.Flow.Tests.Support;
using LeadFunctions.UseCases;

namespace LeadFunctions.Flow.Tests;

public sealed class explaining_a_score
{
    private const string Jane = "jane@globex.example";

    [Fact]
    public async Task at_a_past_instant_uses_what_had_happened_by_then()
    {
        await using var company = new Company();
        var lead = await company.SubmitAsync(Jane, "demo", ("title", "Manager"));
        var then = company.Now;
        company.Wait(TimeSpan.FromDays(10));
        await company.SubmitAsync(Jane, "whitepaper", ("title", "CEO"));
        await new AdjustScore(company.Store, company.Shelf, company.Clock, company.Ids).RunAsync(new(lead.Id, "maria"), 7, "met at a fair", default);

        var (past, now) = (await CardAsync(company, then), await CardAsync(company, company.Now));

        Assert.Equal(lead.Score.Total, past.Total);
        Assert.Equal(["direct-demo", "title-manager"], past.Lines.Select(line => line.Rule).Order(StringComparer.Ordinal));
        Assert.Contains(now.Lines, line => line.Kind == ScoreLineKind.Adjustment && line.Points.ToDecimal() == 7);
        Assert.Contains(now.Lines, line => line.Rule == "title-c-level");
        Assert.Equal((await company.LeadAsync(Jane)).Score.Total, now.Total);
    }

    [Fact]
    public async Task at_every_past_instant_gives_the_score_the_lead_then_had()
    {
        await using var company = new Company();
        var had = new List<(DateTimeOffset At, Lead Lead)>();
        var random = new Random(7);
        foreach (var i in Enumerable.Range(0, 25))
        {
            company.Wait(TimeSpan.FromHours(random.Next(1, 100)));
            var lead = i % 5 == 4
                ? await company.SubmitAsync(Jane, "whitepaper", ("title", i % 2 == 0 ? "VP Sales" : "Analyst"), ("companySize", "12" + i))
                : await company.ArriveAsync(Jane, company.Happened(i % 2 == 0 ? "pricing-page-view" : "email-click"));
            if (i == 9)
            {
                await new SaveLead(company.Store, company.Shelf, company.Clock, company.Ids).RunAsync(Jane, "maria", new Dictionary<string, string> { ["country"] = "US" }, default);
                lead = await company.LeadAsync(Jane);
            }

            had.Add((company.Now, lead));
        }

        foreach (var (at, lead) in had)
        {
            var card = await CardAsync(company, at);
            Assert.Equal((lead.Score.Total, lead.Score.Fit, lead.Score.Engagement, lead.Score.Band, lead.Score.Grade), (card.Total, card.Fit, card.Engagement, card.Band, card.Grade));
        }
    }

    [Fact]
    public async Task uses_the_playbook_version_in_force_at_that_instant()
    {
        await using var company = new Company();
        var lead = await company.SubmitAsync(Jane, "demo");
        var before = company.Now;
        company.Wait(TimeSpan.FromHours(1));
        company.Publish(WithDemoWorth(company.Playbook, 99));
        var published = company.Now;
        company.Wait(TimeSpan.FromHours(1));

        var (old, young) = (await CardAsync(company, before), await CardAsync(company, company.Now));

        Assert.Equal((Rules.B2b.Version, 30m), (old.PlaybookVersion, old.Total.ToDecimal()));
        Assert.Equal("v2", young.PlaybookVersion);
        Assert.Equal(99m * (decimal)Math.Pow(2, -2 / 24.0 / 30), young.Total.ToDecimal(), 3);
        Assert.Equal(Rules.B2b.Version, (await CardAsync(company, published.AddMilliseconds(-1))).PlaybookVersion);
        Assert.Equal("v2", (await CardAsync(company, published)).PlaybookVersion);
        Assert.Equal(lead.Score, (await company.LeadAsync(Jane)).Score);

        await company.ArriveAsync(Jane, company.Happened("email-open"));
        Assert.Equal((Rules.B2b.Version, 30m), ((await CardAsync(company, before)).PlaybookVersion, (await CardAsync(company, before)).Total.ToDecimal()));
    }

    [Fact]
    public async Task by_a_version_that_counts_what_the_old_one_ignored_counts_it()
    {
        await using var company = new Company(Without(Rules.B2b, "email-open"));
        await company.ArriveAsync(Jane, company.Happened("email-open"), company.Happened("email-click"));
        Assert.Equal(5m, (await company.LeadAsync(Jane)).Score.Total.ToDecimal());

        company.Publish(Rules.B2b);

        Assert.Equal(7m, (await CardAsync(company, company.Now)).Total.ToDecimal());
        Assert.Equal(7m + 10m, (await company.ArriveAsync(Jane, company.Happened("whitepaper-download"))).Score.Total.ToDecimal());
        Assert.Equal(3, (await company.LeadAsync(Jane)).Ledger.Count);
    }

    [Fact]
    public async Task in_the_future_lets_it_decay()
    {
        await using var company = new Company();
        await company.SubmitAsync(Jane, "demo");

        Assert.Equal(30m / (decimal)Math.Sqrt(2), (await CardAsync(company, company.Now.AddDays(15))).Total.ToDecimal(), 3);
    }

    [Fact]
    public async Task always_gives_lines_that_sum_to_it()
    {
        await using var company = new Company();
        var random = new Random(11);
        foreach (var _ in Enumerable.Range(0, 30))
        {
            company.Wait(TimeSpan.FromHours(random.Next(200)));
            await company.ArriveAsync(Jane, company.Happened(random.Next(2) == 0 ? "demo-request" : "unsubscribe"), company.Happened("webinar-attendance"), company.Happened("pricing-page-view"));
        }

        foreach (var hours in Enumerable.Range(-200, 300))
        {
            var card = await CardAsync(company, company.Now.AddHours(hours * 20));
            Assert.Equal(card.Total.Milli, card.Lines.Sum(line => line.Points.Milli));
            Assert.InRange(card.Total.ToDecimal(), 0, 100);
        }
    }

    [Fact]
    public async Task of_nobody_is_nothing()
    {
        await using var company = new Company();

        Assert.Null(await company.Explain.RunAsync("ld_00000000000000000000000000000000", company.Now, default));
    }

    private static async Task<ScoreCard> CardAsync(Company company, DateTimeOffset at) => (await company.Explain.RunAsync(company.Ids.LeadIdOf(Jane), at, default))!;

    private static Playbook WithDemoWorth(Playbook playbook, int points) => playbook with
    {
        Scoring = playbook.Scoring with { Engagement = [.. playbook.Scoring.Engagement.Select(rule => rule.Id == "direct-demo" ? rule with { Points = points } : rule)] },
    };

    private static Playbook Without(Playbook playbook, string rule) => playbook with
    {
        Version = "without-" + rule,
        Scoring = playbook.Scoring with { Engagement = [.. playbook.Scoring.Engagement.Where(one => one.Id != rule)] },
    };
}

public sealed class a_ledger_that_outgrows_its_lead
{
    private const string Jane = "jane@globex.example";

    [Fact]
    public async Task spills_into_the_timeline_and_scores_as_if_it_had_not()
    {
        await using var company = new Company(Rules.Handbook);
        var random = new Random(3);
        string[] names = ["page-view", "pricing-page-view", "email-click", "email-open", "webinar-attendance"];
        var signals = Enumerable.Range(0, Capture.LedgerCap + 250)
            .Select(_ => company.Happened(names[random.Next(names.Length)], company.Now.AddMinutes(-random.Next(60 * 24 * 100))))
            .ToList();

        await company.ArriveAsync(Jane, [.. signals[..Capture.LedgerCap]]);
        Assert.Equal((false, Capture.LedgerCap), await StateAsync(company));
        await company.ArriveAsync(Jane, [.. signals[Capture.LedgerCap..1100]]);
        Assert.Equal((true, 0), await StateAsync(company));
        await company.ArriveAsync(Jane, [.. signals[1100..], signals[0], signals[1249]]);

        var lead = await company.LeadAsync(Jane);
        var events = signals.ConvertAll(signal => new LedgerEvent(signal.Id, signal.Name, signal.At));
        var rules = company.Shelf.Current;
        var unspilled = rules.Model.Score(new ScoringInput(LeadFacts.Of(lead, rules.Domains, company.Now), events, [], signals.Max(signal => signal.At)), company.Now);
        Assert.True(lead.LedgerSpilled);
        Assert.Equal(unspilled, lead.Score);
        Assert.Equal(unspilled.Total, (await company.Explain.RunAsync(lead.Id, company.Now, default))!.Total);
        Assert.True(unspilled.Engagement.ToDecimal() > 1000, $"engagement, which nothing clamps, is only {unspilled.Engagement}");
    }

    [Fact]
    public async Task goes_on_deciding_by_all_of_it_when_time_or_people_change_the_lead()
    {
        await using var company = new Company(Rules.Handbook);
        var signals = Enumerable.Range(0, Capture.LedgerCap + 50).Select(i => company.Happened("email-click", company.Now.AddHours(-i))).ToArray();
        var lead = await company.ArriveAsync(Jane, signals);
        Assert.True(lead.LedgerSpilled);

        await new AdjustScore(company.Store, company.Shelf, company.Clock, company.Ids).RunAsync(new(lead.Id, "maria"), -5, "duplicate", default);
        company.WaitUntil((await company.LeadAsync(Jane)).DueAt!.Value);
        await company.TickAsync();

        var now = await company.LeadAsync(Jane);
        Assert.True(now.LedgerSpilled);
        Assert.Equal((await company.Explain.RunAsync(lead.Id, company.Now, default))!.Total, now.Score.Total);
        Assert.NotEqual(lead.Score.Band, now.Score.Band);
    }

    [Fact]
    public async Task comes_home_when_a_playbook_counts_less_of_it()
    {
        await using var company = new Company(Rules.Handbook);
        var signals = Enumerable.Range(0, Capture.LedgerCap + 50).Select(i => company.Happened("email-click", company.Now.AddHours(-i))).ToArray();
        await company.ArriveAsync(Jane, signals);
        company.Publish(Rules.Handbook with { Scoring = Rules.Handbook.Scoring with { Engagement = [.. Rules.Handbook.Scoring.Engagement.Where(rule => rule.Id != "email-click")] } });

        var lead = await company.ArriveAsync(Jane, company.Happened("email-open"));

        Assert.Equal((false, 1), (lead.LedgerSpilled, lead.Ledger.Count));
        Assert.Equal(2m, lead.Score.Total.ToDecimal());
    }

    private static async Task<(bool Spilled, int Kept)> StateAsync(Company company)
    {
        var lead = await company.LeadAsync(Jane);
        return (lead.LedgerSpilled, lead.Ledger.Count);
    }
}
