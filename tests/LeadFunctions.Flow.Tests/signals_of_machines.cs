using LeadFunctions.Domain.Leads;
using LeadFunctions.Flow.Tests.Support;
using LeadFunctions.UseCases;

namespace LeadFunctions.Flow.Tests;

public sealed class signals_of_machines
{
    private const string Jane = "jane@globex.example";

    [Fact]
    public async Task are_kept_and_score_nothing()
    {
        await using var company = new Company();
        await company.SubmitAsync(Jane, "whitepaper");

        var lead = await company.ArriveAsync(Jane, Machine(company.Happened("email-click")), company.Happened("email-open"));

        Assert.Equal(12m, lead.Score.Total.ToDecimal());
        var kept = Assert.Single(await company.TimelineAsync<Activity.SignalReceived>(Jane), signal => signal.Signal.Verdict == Verdict.Machine);
        Assert.Equal(["honeypot"], kept.Signal.VerdictReasons);
        Assert.DoesNotContain(lead.Ledger, one => one.Id == kept.Id);
    }

    [Fact]
    public async Task change_nothing_else_about_the_lead_either()
    {
        await using var company = new Company();
        var before = await company.SubmitAsync(Jane, "whitepaper", ("title", "CEO"));
        company.Wait(TimeSpan.FromDays(1));

        var robot = company.Filled("demo", ("title", "Robot")) with { VisitorId = "bot-browser", Attribution = new Attribution { Source = "spam" } };
        var after = await company.ArriveAsync(Jane, Machine(robot) with { Consent = new Consent("marketing", true) });

        Assert.Equal((before.Version, "CEO", Stage.Raw), (after.Version, after.Attribute("title"), after.Stage));
        Assert.Null(await company.Store.FindVisitorAsync("bot-browser", default));
    }

    [Fact]
    public async Task that_fill_in_a_form_make_no_lead()
    {
        await using var company = new Company();

        await company.PostAsync(company.Arrived(Jane, Machine(company.Filled("demo"))));
        await company.RunToRestAsync();

        Assert.Null(await company.FindAsync(Jane));
        Assert.Single(await company.TimelineAsync(Jane));
    }

    [Fact]
    public async Task do_not_lend_their_email_to_what_a_browser_did()
    {
        await using var company = new Company();

        await company.PostAsync(company.Arrived(Jane, Machine(company.Filled("demo"))), new Message.SignalArrived(company.Ids.LeadIdOf(Jane), null, [company.Happened("page-view")]));
        await company.RunToRestAsync();

        Assert.Null(await company.FindAsync(Jane));
    }

    private static Signal Machine(Signal signal) => signal with { Verdict = Verdict.Machine, VerdictReasons = ["honeypot"] };
}
