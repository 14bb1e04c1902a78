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
