using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Scoring;
using LeadFunctions.Flow.Tests.Support;
using LeadFunctions.UseCases;

namespace LeadFunctions.Flow.Tests;

public sealed class a_ledger_that_outgrows_its_lead
{
    private const string Jane = "jane@globex.example";

    [Fact]
    public async Task spills_into_the_timeline_and_scores_as_if_it_had_not()
    {
        await using var company = new Company(Rules.Handbook with { Sla = [] });
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
        await using var company = new Company(Rules.Handbook with { Sla = [] });
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
        await using var company = new Company(Rules.Handbook with { Sla = [] });
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
