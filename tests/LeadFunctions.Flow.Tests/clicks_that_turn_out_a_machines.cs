using LeadFunctions.Domain.Emails;
using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Nurture;
using LeadFunctions.Flow.Tests.Support;
using LeadFunctions.UseCases;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Flow.Tests;

/// <summary>Clicks that counted, and later evidence: points, stage, what was not done yet, and what was.</summary>
public sealed class clicks_that_turn_out_a_machines
{
    private const string Ana = "ana@acme.example";
    private static readonly string[] Links = ["https://www.example.com/a", "https://www.example.com/b", "https://www.example.com/c", "https://www.example.com/d"];
    private int _events;

    [Fact]
    public async Task after_the_hold_are_taken_back_when_the_same_client_goes_into_the_trap()
    {
        await using var company = new Company();
        var (before, send) = (await ReadyAsync(company), await SentAsync(company));
        await HitAsync(company, send, 0, "client-1");
        await company.PassAsync(TimeSpan.FromMinutes(2));
        var counted = await company.LeadAsync(Ana);
        Assert.True(counted.Score.Total > before.Score.Total);

        await HitAsync(company, send, MailHit.Trap, "client-1");
        await company.PassAsync(TimeSpan.FromSeconds(25));

        var after = await company.LeadAsync(Ana);
        Assert.Equal(before.LastActivityAt, after.LastActivityAt);
        Assert.Equal(before.Ledger, after.Ledger);
        Assert.Equal(await company.Explain.RunAsync(after.Id, company.Now, default) is { } card ? card.Total : default, after.Score.Total);
        var line = Assert.Single(await company.TimelineAsync<Activity.Retracted>(Ana));
        Assert.Equal(("email-click", "trap-link"), (line.Signal, line.Reasons.Single()));
        Assert.Equal(SendStatus.Delivered, (await new Sends(company.Store).ByIdAsync(send, default))!.Sent.Progress!.Status);
    }

    [Fact]
    public async Task do_not_count_before_the_hold_is_over()
    {
        await using var company = new Company();
        var (before, send) = (await ReadyAsync(company), await SentAsync(company));
        await HitAsync(company, send, 0, "a-person");
        await company.RunToRestAsync();
        Assert.Equal(before.Ledger, (await company.LeadAsync(Ana)).Ledger);

        await company.PassAsync(RecordHit.Hold + TimeSpan.FromSeconds(1));
        Assert.Contains((await company.LeadAsync(Ana)).Ledger, one => one.Signal == "email-click");
    }

    [Fact]
    public async Task of_another_client_are_left_alone_by_the_trap()
    {
        await using var company = new Company();
        var send = await SentAsync(company);
        await ReadyAsync(company);
        await HitAsync(company, send, 0, "a-person");
        await company.PassAsync(TimeSpan.FromMinutes(2));
        await HitAsync(company, send, MailHit.Trap, "a-scanner");
        await company.PassAsync(TimeSpan.FromSeconds(25));

        Assert.Empty(await company.TimelineAsync<Activity.Retracted>(Ana));
    }

    [Fact]
    public async Task in_one_batch_with_a_browsers_leaving_let_it_go_behind_what_is_still_to_be_counted()
    {
        await using var company = new Company();
        await ReadyAsync(company);
        var (click, view, lead) = (company.Happened("email-click"), company.Happened("pricing-page-view"), company.Ids.LeadIdOf(Ana));
        await company.PostAsync(company.Arrived(Ana, click));
        await company.RunToRestAsync();
        var release = new Message.VisitorIdentified("visitor-1", company.Ids.LeadIdOf("ben@acme.example"), "", company.Now) { Released = true };

        var outcome = await company.Step<Message.SignalArrived>().HandleAsync(
            [
                new(lead, null, [click with { Verdict = Verdict.Machine, VerdictReasons = ["trap-link"] }]),
                new(lead, null, [view]),
                new(lead, null, []) { Release = release },
            ],
            default);

        var next = Assert.IsType<Outcome.Done>(outcome).Commit.Messages.Select(outgoing => outgoing.Message).ToList();
        Assert.DoesNotContain(release, next);
        Assert.Equal([view.Id], next.OfType<Message.SignalArrived>().SelectMany(message => message.Signals).Select(signal => signal.Id));
        Assert.Equal(release, next.OfType<Message.SignalArrived>().Last().Release);
    }

    [Fact]
    public async Task by_the_providers_word_on_an_event_it_had_told_before()
    {
        await using var company = new Company();
        var (before, send) = (await ReadyAsync(company), await SentAsync(company));
        var click = Told(company, EmailEventKind.Click, send, Links[0]);
        await ReportAsync(company, click);
        Assert.Equal(before.Score.Total, (await company.LeadAsync(Ana)).Score.Total);
        await company.PassAsync(RecordHit.Hold);
        Assert.True((await company.LeadAsync(Ana)).Score.Total > before.Score.Total);

        await ReportAsync(company, click with { Machine = ["bot:barracuda"] });
        await ReportAsync(company, click with { Machine = ["bot:barracuda"] });

        Assert.Equal(before.Ledger, (await company.LeadAsync(Ana)).Ledger);
        Assert.Equal(["bot:barracuda"], Assert.Single(await company.TimelineAsync<Activity.Retracted>(Ana)).Reasons);
    }

    [Fact]
    public async Task in_bulk_are_found_out_whatever_order_the_provider_tells_them_in()
    {
        await using var company = new Company();
        var (before, send) = (await ReadyAsync(company), await SentAsync(company));
        var at = company.Now.AddMinutes(-2);
        var clicks = Links.Take(3).Select((link, i) => Told(company, EmailEventKind.Click, send, link) with { At = at.AddMilliseconds(500 * i) }).Reverse().ToList();
        foreach (var click in clicks.Take(2))
        {
            await ReportAsync(company, click);
        }

        Assert.True((await company.LeadAsync(Ana)).Score.Total > before.Score.Total);
        await ReportAsync(company, clicks[2]);

        Assert.Equal(before.Ledger, (await company.LeadAsync(Ana)).Ledger);
        Assert.Equal(2, (await company.TimelineAsync<Activity.Retracted>(Ana)).Count);
    }

    [Fact]
    public async Task leave_no_mql_behind_and_nobody_hears_of_it_who_has_not_yet()
    {
        var quiet = Rules.B2b with { Sla = [] };
        await using var company = new Company(quiet.Away(DateTimeOffset.UnixEpoch.AddYears(56)));
        var before = await NearlyMqlAsync(company);
        await ArriveAsync(company, 3);
        var mql = await company.LeadAsync(Ana);
        Assert.Equal((Stage.Mql, true), (mql.Stage, mql.Holding is not null));
        Assert.Contains(mql.Enrolments!, run => run.SequenceId == "mql-nurture");

        await TakeBackAsync(company, 3);

        var after = await company.LeadAsync(Ana);
        Assert.Equal((Stage.Raw, before.StageSince, before.Stays.Count, before.Score.Band), (after.Stage, after.StageSince, after.Stays.Count, after.Score.Band));
        Assert.Equal(before.Ledger, after.Ledger);
        Assert.All(after.Crossings, crossing => Assert.Equal(before.Crossings.GetValueOrDefault(crossing.Key)?.Armed ?? true, crossing.Value.Armed));
        Assert.Equal((null, 0), (after.Holding, (await company.WaitingAsync()).Count));
        Assert.Equal(before.Enrolments!.Select(run => (run.Id, run.State, run.Step)), after.Enrolments!.Select(run => (run.Id, run.State, run.Step)));
        Assert.Contains(await company.TimelineAsync<Activity.StageChanged>(Ana), line => line is { From: Stage.Mql, To: Stage.Raw, Cause: "retracted:email-click", Reason: "trap-link" });
    }

    [Fact]
    public async Task mark_what_was_done_by_then_and_a_true_crossing_later_is_told_anew()
    {
        await using var company = new Company();
        await NearlyMqlAsync(company);
        await ArriveAsync(company, 3);
        var owner = (await company.LeadAsync(Ana)).Owner!.PersonId;
        var told = company.Told.Count;
        Assert.True(told > 0);

        await TakeBackAsync(company, 3);
        var line = (await company.TimelineAsync<Activity.Retracted>(Ana))[0];
        Assert.Contains("assigned to " + owner, line.Stands!);
        Assert.Contains(line.Stands!, stands => stands.StartsWith($"told {owner} by", StringComparison.Ordinal));
        Assert.Equal((Stage.Raw, owner), ((await company.LeadAsync(Ana)).Stage, (await company.LeadAsync(Ana)).Owner!.PersonId));

        company.Wait(TimeSpan.FromMinutes(5));
        var lead = await company.ArriveAsync(Ana, company.Happened("email-click"), company.Happened("email-click"), company.Happened("email-click"));
        Assert.Equal(Stage.Mql, lead.Stage);
        Assert.True(company.Told.Count > told, string.Join("; ", company.Told.Select(one => one.EffectKey)) + string.Join("; ", lead.Crossings) + string.Join("; ", lead.Void ?? []));
    }

    [Fact]
    public async Task wait_in_vain_in_somebodys_night()
    {
        var night = Rules.B2b with { Sla = [], Notifications = Rules.B2b.Notifications with { Channels = ["pager"] } };
        night = night with { People = [.. night.People.Select(person => person with { Channels = [], Quiet = new Domain.Routing.QuietTime(new TimeOnly(0, 0), new TimeOnly(23, 59)) })] };
        var pager = new Channel("pager", interrupts: true);
        await using var company = new Company(night, channels: [pager]);
        await NearlyMqlAsync(company);
        await ArriveAsync(company, 3);
        Assert.Empty(pager.Tried);

        await TakeBackAsync(company, 3);
        await company.PassAsync(TimeSpan.FromDays(2));

        Assert.Empty(pager.Tried);
        Assert.DoesNotContain(await company.TimelineAsync<Activity.Retracted>(Ana), line => line.Stands?.Any(stands => stands.StartsWith("told", StringComparison.Ordinal)) == true);
    }

    [Fact]
    public async Task are_history_once_a_person_has_acted()
    {
        await using var company = new Company();
        await NearlyMqlAsync(company);
        await ArriveAsync(company, 3);
        var owner = (await company.LeadAsync(Ana)).Owner!.PersonId;
        await company.DoAsync(Ana, owner, new Domain.Lifecycle.LifecycleAction.Accept());

        await TakeBackAsync(company, 3);

        var lead = await company.LeadAsync(Ana);
        Assert.Equal(Stage.Sal, lead.Stage);
        Assert.DoesNotContain(lead.Ledger, one => one.Signal == "email-click");
    }

    [Fact]
    public async Task are_taken_back_once_however_often_and_before_or_after_they_count()
    {
        await using var company = new Company();
        var before = await ReadyAsync(company);
        var signal = company.Happened("email-click") with { Source = "webhook:own" };
        var machine = signal with { Verdict = Verdict.Machine, VerdictReasons = ["trap-link"] };
        var step = company.Step<Message.SignalArrived>();
        Message.SignalArrived Of(params Signal[] signals) => new(company.Ids.LeadIdOf(Ana), null, signals);

        await company.PostAsync(Of(signal));
        await company.RunToRestAsync();
        var (first, second) = (await step.HandleAsync([Of(machine)], default), await step.HandleAsync([Of(machine)], default));
        Assert.Equal(CommitResult.Committed, await company.Store.CommitAsync(((Outcome.Done)first).Commit, default));
        Assert.Equal(CommitResult.Conflict, await company.Store.CommitAsync(((Outcome.Done)second).Commit, default));
        Assert.IsType<Outcome.Skipped>(await step.HandleAsync([Of(signal, machine)], default));

        var other = company.Happened("email-click");
        await company.PostAsync(Of(other with { Verdict = Verdict.Machine }), Of(other), Of(signal));
        await company.RunToRestAsync();
        Assert.Equal(before.Ledger, (await company.LeadAsync(Ana)).Ledger);
        Assert.Equal(["newsletter-signup"], (await company.Store.LedgerAsync(before.Id, default)).Select(one => one.Signal));
        Assert.Single(await company.TimelineAsync<Activity.Retracted>(Ana));
    }

    private static async Task<Lead> ReadyAsync(Company company)
    {
        await company.SubmitAsync(Ana, "newsletter");
        return await company.LeadAsync(Ana);
    }

    /// <summary>Consenting, in the first sequence, a few points below the threshold.</summary>
    private static async Task<Lead> NearlyMqlAsync(Company company)
    {
        await company.ArriveAsync(Ana, company.Filled("newsletter", ("title", "VP Sales"), ("companySize", "60")) with { Consent = new Consent("marketing", true, "v1") });
        var lead = await company.LeadAsync(Ana);
        Assert.True(lead is { Stage: Stage.Raw, Score.Total: var total } && total > Domain.Points.Whole(26) && total < Domain.Points.Whole(41), lead.Score.ToString());
        Assert.Contains(lead.Enrolments!, run => run is { SequenceId: "new-lead", State: EnrolmentState.Active });
        return lead;
    }

    private static async Task ArriveAsync(Company company, int clicks)
    {
        company.Wait(TimeSpan.FromMinutes(1));
        await company.PostAsync(new Message.SignalArrived(company.Ids.LeadIdOf(Ana), null, [.. Clicks(company, clicks, company.Now)]));
        await company.RunToRestAsync();
    }

    private static async Task TakeBackAsync(Company company, int clicks)
    {
        company.Wait(TimeSpan.FromSeconds(40));
        var machines = Clicks(company, clicks, company.Now.AddSeconds(-40)).Select(click => click with { Verdict = Verdict.Machine, VerdictReasons = ["trap-link"] });
        await company.PostAsync(new Message.SignalArrived(company.Ids.LeadIdOf(Ana), null, [.. machines]));
        await company.RunToRestAsync();
    }

    private static IEnumerable<Signal> Clicks(Company company, int clicks, DateTimeOffset at) =>
        Enumerable.Range(0, clicks).Select(i => new Signal($"own:{i}", "email-click", at, SignalSource.Webhook("own")));

    private static Task<HitTaken?> HitAsync(Company company, string send, int place, string client) =>
        new RecordHit(company.Store, company.Clock).RunAsync(send, place, new HitFrom(null, "Mozilla/5.0 (Macintosh) Safari/605.1", client), default);

    private EmailEvent Told(Company company, EmailEventKind kind, string send, string url) =>
        new("sendgrid", $"sendgrid:e{Interlocked.Increment(ref _events)}", kind, company.Now) { SendId = send, Recipient = Ana, Url = url };

    private static async Task ReportAsync(Company company, EmailEvent told)
    {
        await company.PostAsync(new Message.EmailReported(company.Ids.LeadIdOf(Ana), [told]));
        await company.RunToRestAsync();
    }

    private static async Task<string> SentAsync(Company company)
    {
        var id = Sends.IdOf(company.Ids, "mail:1");
        await company.Store.CommitAsync(new Commit { Registers = [Sends.Write(id, new SentEmail("mail:1", company.Ids.LeadIdOf(Ana), "sendgrid", null, company.Now.AddHours(-1)) { Links = Links }, 0)] }, default);
        return id;
    }
}
