using System.Text.Json;
using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Nurture;
using LeadFunctions.Domain.Routing;
using LeadFunctions.Flow.Tests.Support;
using LeadFunctions.UseCases;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Flow.Tests.Merging;

/// <summary>
/// A scanner follows the links in the mails of a lead that is merged with another, or will be, and what it does makes an MQL. Later it is found out. All people
/// sleep meanwhile, so nobody has been told. Through the real queue on the real file.
/// </summary>
public sealed class a_scanner_that_reads_for_two
{
    private const string Ana = "ana@acme.example";
    private const string Too = "ana+news@acme.example";

    private readonly Channel _pager = new("pager", interrupts: true);

    [Fact]
    public async Task raises_the_survivor_and_all_of_it_comes_back()
    {
        await using var company = await NightAsync();
        await MergeAsync(company);
        var before = await company.LeadAsync(Ana);
        var clicks = await ClickAsync(company, Too);

        var risen = await company.LeadAsync(Ana);
        Assert.Equal(Stage.Mql, risen.Stage);
        Assert.NotNull(risen.BecameMql);
        Assert.Contains(risen.Clocks, clock => clock.IsOpen);
        Assert.Contains(risen.Enrolments!, run => run.SequenceId == "mql-nurture");
        Assert.Equal(1, await FigureAsync(company, "reached.mql"));
        var owner = risen.Owner!.PersonId;

        await FoundOutAsync(company, Too, clicks);

        await IsAsBeforeAsync(company, before, await company.LeadAsync(Ana));
        var lines = await company.TimelineAsync<Activity.Retracted>(Ana);
        Assert.Equal(3, lines.Count);
        Assert.All(lines, line => Assert.Equal(["assigned to " + owner], line.Stands!));
        Assert.Contains(await company.TimelineAsync<Activity.StageChanged>(Ana), line => line is { From: Stage.Mql, To: Stage.Raw, Cause: "retracted:email-click" });
        await company.PassAsync(TimeSpan.FromDays(2));
        Assert.Empty(_pager.Tried);
    }

    [Fact]
    public async Task raises_the_survivor_before_they_are_one()
    {
        await using var company = await NightAsync();
        var before = await company.LeadAsync(Ana);
        var clicks = await ClickAsync(company, Ana);
        await MergeAsync(company);
        Assert.Equal(Stage.Mql, (await company.LeadAsync(Ana)).Stage);

        await FoundOutAsync(company, Ana, clicks);

        await IsAsBeforeAsync(company, before, await company.LeadAsync(Ana));
        Assert.Equal(Stage.Raw, (await company.LeadAsync(Ana)).Own!.Stage);
        await company.PassAsync(TimeSpan.FromDays(2));
        Assert.Empty(_pager.Tried);
    }

    [Fact]
    public async Task and_is_found_out_after_they_are_two_again()
    {
        await using var company = await NightAsync();
        var (ana, too) = (await company.LeadAsync(Ana), await company.LeadAsync(Too));
        await MergeAsync(company);
        var clicks = await ClickAsync(company, Too);
        Assert.IsType<ActionResult.Applied>(await Merging(company).UnmergeAsync(Request(company, Ana), company.Ids.LeadIdOf(Too), default));
        await company.RunToRestAsync();

        await FoundOutAsync(company, Too, clicks);

        foreach (var (was, isNow) in new[] { (ana, await company.LeadAsync(Ana)), (too, await company.LeadAsync(Too)) })
        {
            Assert.Equal((was.Stage, was.StageSince, was.BecameMql, was.LastActivityAt), (isNow.Stage, isNow.StageSince, isNow.BecameMql, isNow.LastActivityAt));
            Assert.Equal(was.Ledger, isNow.Ledger);
            Assert.Null(isNow.Arrivals);
        }
    }

    [Fact]
    public async Task heard_twice_is_taken_back_once()
    {
        await using var company = await NightAsync();
        await MergeAsync(company);
        var clicks = await ClickAsync(company, Too);
        await FoundOutAsync(company, Too, clicks);
        var lead = await company.LeadAsync(Ana);
        var again = new Message.ShareChanged(lead.Id, company.Ids.LeadIdOf(Too), [.. clicks.Select(click => click with { Verdict = Verdict.Machine })]);

        Assert.IsType<Outcome.Skipped>(await company.Step<Message.ShareChanged>().HandleAsync([again], default));
        Assert.IsType<Outcome.Skipped>(await company.Step<Message.ShareChanged>().HandleAsync([again with { Signals = clicks }], default));
        Assert.Equal(lead.Version, (await company.LeadAsync(Ana)).Version);
    }

    /// <summary>The word that a lead was clicked for may come after the word that it was not.</summary>
    [Fact]
    public async Task taken_back_before_the_other_hears_of_it_is_not_heard_any_more()
    {
        await using var company = await NightAsync();
        var clicks = await ClickAsync(company, Too);
        await FoundOutAsync(company, Too, clicks);
        await MergeAsync(company);
        var late = new Message.ShareChanged(company.Ids.LeadIdOf(Ana), company.Ids.LeadIdOf(Too), clicks);

        Assert.IsType<Outcome.Skipped>(await company.Step<Message.ShareChanged>().HandleAsync([late], default));
    }

    /// <summary>The survivor says yes again: what the other refused stays refused, now and later.</summary>
    [Fact]
    public async Task a_yes_of_one_does_not_undo_a_no_of_the_other()
    {
        await using var company = await NightAsync();
        await company.ArriveAsync(Too, company.Filled("newsletter") with { Consent = new Consent("marketing", false, "v1") });
        await MergeAsync(company);
        company.Wait(TimeSpan.FromMinutes(1));

        await company.ArriveAsync(Ana, company.Filled("newsletter") with { Consent = new Consent("marketing", true, "v1") });

        Assert.False(Assert.Single((await company.LeadAsync(Ana)).Consents).Granted);
        Assert.True(Assert.Single((await company.LeadAsync(Ana)).Own!.Consents).Granted);
    }

    /// <summary>As far as it depends on what came, and who might have heard of it; the one who was found for it keeps it, as with a lead that is merged with none.</summary>
    private static async Task IsAsBeforeAsync(Company company, Lead before, Lead after)
    {
        Assert.Equal((before.Stage, before.StageSince, before.Stays.Count, before.BecameMql, before.Score.Band), (after.Stage, after.StageSince, after.Stays.Count, after.BecameMql, after.Score.Band));
        Assert.Equal((before.LastActivityAt, before.Holding, null), (after.LastActivityAt, after.Holding, after.Arrivals));
        Assert.DoesNotContain(after.Ledger, one => one.Signal == "email-click");
        Assert.DoesNotContain(after.Clocks, clock => clock.IsOpen || clock.BreachedAt is not null);
        Assert.DoesNotContain(after.Enrolments!, run => run.SequenceId == "mql-nurture");
        Assert.All(before.Enrolments!.Where(run => run.State == EnrolmentState.Active), run => Assert.Contains(after.Enrolments!, one => one.Id == run.Id && one.State == EnrolmentState.Active));
        Assert.Equal(0, await FigureAsync(company, "reached.mql"));
    }

    private static async Task<long> FigureAsync(Company company, string measure) => (await company.RegisterAsync(RegisterNames.Figures))
        .Where(entry => entry.Key.StartsWith("cohort:", StringComparison.Ordinal)).Sum(entry => JsonSerializer.Deserialize(entry.Value.Value, WireJson.Default.DictionaryStringInt64)!.GetValueOrDefault(measure));

    /// <summary>Two leads, one of them a few points below the threshold.</summary>
    private async Task<Company> NightAsync()
    {
        var night = Rules.B2b with { Notifications = Rules.B2b.Notifications with { Channels = ["pager"] } };
        night = night with { People = [.. night.People.Select(person => person with { Channels = [], Quiet = new QuietTime(new TimeOnly(0, 0), new TimeOnly(23, 59)) })] };
        var company = new Company(night, channels: [_pager]);
        await company.ArriveAsync(Ana, company.Filled("newsletter", ("title", "VP Sales"), ("companySize", "60")) with { Consent = new Consent("marketing", true, "v1") });
        await company.ArriveAsync(Too, company.Filled("newsletter"));
        return company;
    }

    private static async Task<Signal[]> ClickAsync(Company company, string email)
    {
        company.Wait(TimeSpan.FromMinutes(1));
        Signal[] clicks = [.. Enumerable.Range(0, 3).Select(_ => company.Happened("email-click") with { Source = SignalSource.Webhook("own") })];
        await company.PostAsync(new Message.SignalArrived(company.Ids.LeadIdOf(email), null, clicks));
        await company.RunToRestAsync();
        return clicks;
    }

    private static async Task FoundOutAsync(Company company, string email, Signal[] clicks)
    {
        company.Wait(TimeSpan.FromSeconds(40));
        await company.PostAsync(new Message.SignalArrived(company.Ids.LeadIdOf(email), null, [.. clicks.Select(click => click with { Verdict = Verdict.Machine, VerdictReasons = ["trap-link"] })]));
        await company.RunToRestAsync();
    }

    private static MergeLeads Merging(Company company) => new(company.Store, company.Shelf, company.Clock);

    private static ActionRequest Request(Company company, string email) => new(company.Ids.LeadIdOf(email), "kim");

    private static async Task MergeAsync(Company company)
    {
        Assert.IsType<ActionResult.Applied>(await Merging(company).MergeAsync(Request(company, Ana), company.Ids.LeadIdOf(Too), "the same person", default));
        await company.RunToRestAsync();
    }
}
