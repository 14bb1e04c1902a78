using LeadFunctions.Domain.Emails;
using LeadFunctions.Domain.Leads;
using LeadFunctions.Flow.Tests.Support;
using LeadFunctions.UseCases;

namespace LeadFunctions.Flow.Tests;

/// <summary>A gateway opens every mail and follows every link for a lead that is a few points below the threshold, for months. Nobody ever hears of it.</summary>
public sealed class a_lead_that_only_a_scanner_reads
{
    private const string Jane = "jane@acme-corp.example";

    [Fact]
    public async Task is_never_told_to_anybody()
    {
        await using var company = new Company();
        await company.ArriveAsync(Jane, company.Filled("newsletter", ("title", "VP Sales"), ("companySize", "120"), ("firstName", "Jane")) with { Consent = new Consent("marketing", true, "v1") });
        var before = await company.LeadAsync(Jane);
        Assert.True(before.Stage == Stage.Raw && before.Score.Total > Domain.Points.Whole(30));

        var swept = 0;
        for (var hours = 0; hours < 24 * 30; hours += 4)
        {
            await company.PassAsync(TimeSpan.FromHours(4));
            foreach (var mail in (await company.TimelineAsync<Activity.Mailed>(Jane)).Skip(swept))
            {
                await SweepAsync(company, mail.SendId, swept++);
            }
        }

        var lead = await company.LeadAsync(Jane);
        Assert.True(swept >= 3, $"only {swept} mails went out");
        Assert.Equal((Stage.Raw, null), (lead.Stage, lead.Owner));
        Assert.Empty(company.Told);
        Assert.All((await company.TimelineAsync<Activity.SignalReceived>(Jane)).Where(one => one.Signal.Name is "email-open" or "email-click"), one => Assert.Equal(Verdict.Machine, one.Signal.Verdict));
        Assert.Empty(await company.TimelineAsync<Activity.Retracted>(Jane));
    }

    /// <summary>At once or hours later, all links within seconds, sometimes with the trap, sometimes told by the provider too.</summary>
    private static async Task SweepAsync(Company company, string sendId, int number)
    {
        var hits = new RecordHit(company.Store, company.Clock);
        var links = (await new Sends(company.Store).ByIdAsync(sendId, default))!.Sent.Links!.Count;
        int[] places = number % 2 == 0 || links < 3 ? [MailHit.Picture, .. Enumerable.Range(0, links), MailHit.Trap] : [.. Enumerable.Range(0, links)];
        foreach (var place in places)
        {
            await hits.RunAsync(sendId, place, new HitFrom(null, "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/141.0.0.0 Safari/537.36", "gateway"), default);
            company.Wait(TimeSpan.FromMilliseconds(300));
        }

        var told = new EmailEvent("bag", $"bag:{number}", EmailEventKind.Click, company.Now) { SendId = sendId, Url = "https://www.example.com/other", Machine = ["bot:scanner"] };
        await company.PostAsync(new Message.EmailReported(company.Ids.LeadIdOf(Jane), [told]));
        await company.PassAsync(TimeSpan.FromMinutes(1));
    }
}
