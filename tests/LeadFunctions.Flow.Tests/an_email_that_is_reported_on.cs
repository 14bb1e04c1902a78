using System.Text.Json;
using LeadFunctions.Domain.Emails;
using LeadFunctions.Domain.Leads;
using LeadFunctions.Flow.Tests.Support;
using LeadFunctions.UseCases;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Flow.Tests;

public class an_email_that_is_reported_on
{
    private const string Ana = "ana@acme.example";
    private int _events;

    [Fact]
    public async Task opens_and_clicks_are_signals_that_score()
    {
        await using var company = new Company();
        await company.SubmitAsync(Ana, "newsletter");
        var before = (await company.LeadAsync(Ana)).Score.Total;

        await ReportAsync(company, Event(company, EmailEventKind.Open), Event(company, EmailEventKind.Click) with { Url = "https://www.example.com/pricing" });

        Assert.True((await company.LeadAsync(Ana)).Score.Total > before);
        var signals = (await company.TimelineAsync<Activity.SignalReceived>(Ana)).Select(activity => activity.Signal).ToList();
        Assert.Contains(signals, signal => signal is { Name: "email-open", Source: "webhook:sendgrid", Verdict: Verdict.Unknown });
        Assert.Contains(signals, signal => signal is { Name: "email-click", Page.Url: "https://www.example.com/pricing" });
    }

    [Theory]
    [InlineData("machine-open", null)]
    [InlineData(null, "Mozilla/5.0")]
    [InlineData(null, "python-requests/2.31")]
    public async Task what_machines_do_is_kept_and_scores_nothing(string? flag, string? agent)
    {
        await using var company = new Company();
        await company.SubmitAsync(Ana, "newsletter");
        var before = await company.LeadAsync(Ana);

        await ReportAsync(company, Event(company, EmailEventKind.Open) with { Machine = flag is null ? null : [flag], UserAgent = agent });

        Assert.Equal(before.Score.Total, (await company.LeadAsync(Ana)).Score.Total);
        var open = (await company.TimelineAsync<Activity.SignalReceived>(Ana)).Single(activity => activity.Signal.Name == "email-open").Signal;
        Assert.Equal(Verdict.Machine, open.Verdict);
        Assert.Single(open.VerdictReasons!);
    }

    [Theory]
    [InlineData("Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)")]
    [InlineData("YahooMailProxy; https://help.yahoo.com/kb/yahoo-mail-proxy-SLN28749.html")]
    public async Task pictures_that_mail_services_load_for_people_are_people(string agent)
    {
        await using var company = new Company();
        await company.SubmitAsync(Ana, "newsletter");

        await ReportAsync(company, Event(company, EmailEventKind.Open) with { UserAgent = agent });

        Assert.Contains(await company.TimelineAsync<Activity.SignalReceived>(Ana), activity => activity.Signal is { Name: "email-open", Verdict: Verdict.Unknown });
    }

    [Theory]
    [InlineData(EmailEventKind.HardBounce, SuppressionReason.HardBounce)]
    [InlineData(EmailEventKind.Complaint, SuppressionReason.Complaint)]
    [InlineData(EmailEventKind.Unsubscribe, SuppressionReason.Unsubscribe)]
    [InlineData(EmailEventKind.Suppressed, SuppressionReason.Provider)]
    public async Task an_address_that_must_get_no_more_mail_is_suppressed_lead_or_not(EmailEventKind kind, SuppressionReason reason)
    {
        await using var company = new Company();

        await ReportAsync(company, Event(company, kind));

        var found = await company.SuppressionAsync(Ana);
        Assert.True(found.Suppression.Blocks);
        Assert.Equal((reason, "webhook:sendgrid", false), (found.Suppression.Entries[0].Reason, found.Suppression.Entries[0].Source, found.Suppression.Entries[0].Reversible));
        Assert.Null(await company.FindAsync(Ana));
        Assert.DoesNotContain(Ana, found.Stored + found.LeadId, StringComparison.Ordinal);
    }

    [Fact]
    public async Task an_unsubscribe_withdraws_the_consent_and_costs_points()
    {
        await using var company = new Company();
        await company.SubmitAsync(Ana, "demo");
        await company.ArriveAsync(Ana, company.Happened("newsletter-signup") with { Consent = new Consent("marketing", true, "v1") });
        var before = (await company.LeadAsync(Ana)).Score.Total;
        company.Wait(TimeSpan.FromMinutes(1));

        await ReportAsync(company, Event(company, EmailEventKind.Unsubscribe));

        var lead = await company.LeadAsync(Ana);
        Assert.False(Assert.Single(lead.Consents).Granted);
        Assert.True(lead.Score.Total < before);
    }

    [Fact]
    public async Task three_soft_bounces_suppress_and_two_or_one_message_thrice_do_not()
    {
        await using var company = new Company();
        EmailEvent Soft(string message) => Event(company, EmailEventKind.SoftBounce) with { MessageId = message };

        await ReportAsync(company, Soft("m1"), Soft("m1"), Soft("m1"), Soft("m2"));
        Assert.False((await company.SuppressionAsync(Ana)).Suppression.Blocks);

        await ReportAsync(company, Soft("m3"));
        Assert.Equal(SuppressionReason.SoftBounces, Assert.Single((await company.SuppressionAsync(Ana)).Suppression.Entries).Reason);
    }

    [Fact]
    public async Task U_7_only_a_later_wish_of_the_recipient_ends_an_unsubscribe()
    {
        await using var company = new Company();
        var unsubscribed = Event(company, EmailEventKind.Unsubscribe);

        await ReportAsync(company, Event(company, EmailEventKind.Resubscribe) with { At = unsubscribed.At.AddMinutes(-1) }, unsubscribed);
        Assert.True((await company.SuppressionAsync(Ana)).Suppression.Blocks);

        await ReportAsync(company, Event(company, EmailEventKind.Resubscribe) with { At = unsubscribed.At.AddMinutes(1) });
        Assert.False((await company.SuppressionAsync(Ana)).Suppression.Blocks);

        await ReportAsync(company, Event(company, EmailEventKind.Complaint) with { At = unsubscribed.At.AddMinutes(-5) });
        Assert.True((await company.SuppressionAsync(Ana)).Suppression.Blocks);
    }

    [Fact]
    public async Task our_own_email_is_found_by_mark_or_message_and_its_status_never_goes_back()
    {
        await using var company = new Company();
        await company.SubmitAsync(Ana, "newsletter");
        var marked = await SentAsync(company, "send:1", "m-1");
        var named = await SentAsync(company, "send:2", "m-2");

        await ReportAsync(company, Event(company, EmailEventKind.HardBounce) with { SendId = marked, Recipient = null });
        await ReportAsync(company, Event(company, EmailEventKind.Click) with { MessageId = "m-2", Recipient = null });
        await ReportAsync(company, Event(company, EmailEventKind.Delivered) with { SendId = marked }, Event(company, EmailEventKind.Sent) with { MessageId = "m-2", Recipient = null });
        await company.PassAsync(RecordHit.Hold);

        var (first, second) = (await SendAsync(company, marked), await SendAsync(company, named));
        Assert.Equal(SendStatus.Bounced, first.Progress!.Status);
        Assert.NotNull(first.Progress.DeliveredAt);
        Assert.Equal(SendStatus.Clicked, second.Progress!.Status);
        // An event without a recipient is known by its message: whose email it was, whose address bounced.
        Assert.True((await company.SuppressionAsync(Ana)).Suppression.Blocks);
        Assert.Contains(await company.TimelineAsync<Activity.SignalReceived>(Ana), activity => activity.Signal.Name == "email-click");
        Assert.Contains(await company.TimelineAsync<Activity.EmailOutcome>(Ana), activity => activity.Event == EmailEventKind.HardBounce && activity.SendId == marked);
    }

    [Fact]
    public async Task W_7_an_unknown_message_is_remembered_and_does_nothing()
    {
        await using var company = new Company();
        await company.SubmitAsync(Ana, "newsletter");
        var timeline = (await company.TimelineAsync(Ana)).Count;

        await ReportAsync(company, Event(company, EmailEventKind.Click) with { Recipient = null, MessageId = "not-ours" }, Event(company, EmailEventKind.HardBounce) with { Recipient = null, SendId = "send_" + new string('0', 32) });

        Assert.Equal(timeline, (await company.TimelineAsync(Ana)).Count);
        Assert.Empty(await company.RegisterAsync(RegisterNames.Suppression));
        Assert.Equal(2, (await company.RegisterAsync(RegisterNames.Receipts)).Count);
        Assert.Empty(await company.DeadLettersAsync());
    }

    [Fact]
    public async Task W_3_W_13_one_event_takes_effect_once_however_often_and_in_parallel()
    {
        await using var company = new Company();
        await company.SubmitAsync(Ana, "newsletter");
        var click = Event(company, EmailEventKind.Click);
        await ReportAsync(company, click);
        var (score, timeline) = ((await company.LeadAsync(Ana)).Score.Engagement, (await company.TimelineAsync(Ana)).Count);

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => company.PostAsync(Reported(company, click)).AsTask()));
        // As one message under another key, as when one report names the recipient and one does not.
        await company.PostAsync(new Message.EmailReported("m:sendgrid:x", [click, click]));
        await company.RunToRestAsync();
        for (var hours = 0; hours < 29; hours += 7)
        {
            company.Wait(TimeSpan.FromHours(7));
            await ReportAsync(company, click);
        }

        Assert.Equal(timeline, (await company.TimelineAsync(Ana)).Count);
        Assert.Equal(score, (await company.LeadAsync(Ana)).Score.Engagement);

        // After its receipt is forgotten the timeline still knows it.
        company.Wait(TimeSpan.FromDays(20));
        Assert.True(await new Receipts(company.Store).ForgetAsync(company.Now, default) > 0);
        await ReportAsync(company, click);
        Assert.Equal(timeline, (await company.TimelineAsync(Ana)).Count);
    }

    [Fact]
    public async Task the_step_may_run_twice_and_commits_once()
    {
        await using var company = new Company();
        await company.SubmitAsync(Ana, "newsletter");
        var message = Reported(company, Event(company, EmailEventKind.HardBounce));
        var step = company.Step<Message.EmailReported>();

        var (first, second) = (await step.HandleAsync([message], default), await step.HandleAsync([message], default));

        Assert.Equal(CommitResult.Committed, await company.Store.CommitAsync(((Outcome.Done)first).Commit, default));
        Assert.Equal(CommitResult.Conflict, await company.Store.CommitAsync(((Outcome.Done)second).Commit, default));
        Assert.IsType<Outcome.Skipped>(await step.HandleAsync([message], default));
    }

    [Fact]
    public async Task W_5_any_order_ends_the_same()
    {
        string? expected = null;
        foreach (var seed in Enumerable.Range(0, 6))
        {
            await using var company = new Company();
            await company.SubmitAsync(Ana, "newsletter");
            var send = await SentAsync(company, "send:1", "m-1");
            var kinds = new[] { EmailEventKind.Sent, EmailEventKind.Deferred, EmailEventKind.Delivered, EmailEventKind.Open, EmailEventKind.Click, EmailEventKind.Complaint, EmailEventKind.HardBounce };
            var told = kinds.Select((kind, i) => new EmailEvent("sendgrid", $"sendgrid:{kind}", kind, company.Now.AddMinutes(i - 20)) { Recipient = Ana, SendId = send }).ToArray();
            new Random(seed).Shuffle(told);
            foreach (var one in told)
            {
                await ReportAsync(company, one);
            }

            var lead = await company.LeadAsync(Ana);
            var state = $"{(await SendAsync(company, send)).Progress} {(await company.SuppressionAsync(Ana)).Stored} {lead.Score.Total} "
                + string.Join(',', (await company.TimelineAsync(Ana)).Select(activity => activity.Id).Where(id => id.StartsWith("sendgrid:", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
            Assert.Equal(expected ??= state, state);
        }
    }

    [Fact]
    public async Task no_send_is_claimed_after_a_suppression()
    {
        for (var round = 0; round < 30; round++)
        {
            await using var company = new Company();
            company.Start();
            var found = await company.SuppressionAsync(Ana);
            var claim = new Commit { Registers = [found.Unchanged(), new RegisterWrite(RegisterNames.Effects, $"send:{round}", "\"claimed\"", 0)] };
            var unsubscribe = company.PostAsync(Reported(company, Event(company, EmailEventKind.Unsubscribe))).AsTask();
            if (round % 2 == 0)
            {
                await unsubscribe;
                await company.RunToRestAsync();
            }

            var claimed = await company.Store.CommitAsync(claim, default);
            await unsubscribe;
            await company.RunToRestAsync();

            Assert.True((await company.SuppressionAsync(Ana)).Suppression.Blocks);
            Assert.True(claimed == CommitResult.Conflict || round % 2 == 1);
            // The same claim again, as after a conflict with what it read before: it must not go through now.
            Assert.Equal(CommitResult.Conflict, await company.Store.CommitAsync(claim, default));
        }
    }

    [Fact]
    public async Task reports_about_several_leads_in_one_message_reach_each()
    {
        await using var company = new Company();
        await company.SubmitAsync(Ana, "newsletter");
        await company.SubmitAsync("ben@other.example", "newsletter");

        await company.PostAsync(new Message.EmailReported("m:sendgrid:1", [Event(company, EmailEventKind.Click), Event(company, EmailEventKind.Click) with { Recipient = "ben@other.example" }, Event(company, EmailEventKind.Open)]));
        await company.RunToRestAsync();

        Assert.Equal(2, (await company.TimelineAsync<Activity.SignalReceived>(Ana)).Count(activity => activity.Signal.Source == "webhook:sendgrid"));
        Assert.Equal(1, (await company.TimelineAsync<Activity.SignalReceived>("ben@other.example")).Count(activity => activity.Signal.Source == "webhook:sendgrid"));
    }

    [Fact]
    public async Task W_15_bounces_in_masses_are_marked_as_reversible()
    {
        await using var company = new Company();
        await company.PostAsync([.. Enumerable.Range(0, 120).Select(i => Reported(company, Event(company, EmailEventKind.HardBounce) with { Recipient = $"p{i}@list.example" }, $"p{i}@list.example"))]);
        await company.RunToRestAsync();

        var entries = (await company.RegisterAsync(RegisterNames.Suppression)).Select(entry => JsonSerializer.Deserialize(entry.Value.Value, WireJson.Default.Suppression)!.Entries.Single()).ToList();
        Assert.Equal(120, entries.Count);
        Assert.InRange(entries.Count(entry => entry.Reversible), 60, 119);
        Assert.All(entries, entry => Assert.Equal(SuppressionReason.HardBounce, entry.Reason));
    }

    [Theory]
    [InlineData(EmailEventKind.AutoReply)]
    [InlineData(EmailEventKind.HardBounce)]
    [InlineData(EmailEventKind.SoftBounce)]
    public async Task E_4_what_machines_answer_is_answered_by_nobody_and_is_no_unsubscribe(EmailEventKind kind)
    {
        await using var company = new Company();
        await company.ArriveAsync(Ana, company.Filled("newsletter") with { Consent = new Consent("marketing", true, "v1") });
        var (before, mails) = (await company.LeadAsync(Ana), company.Sender.Taken.Count);

        foreach (var _ in Enumerable.Range(0, 50))
        {
            await ReportAsync(company, Event(company, kind) with { Reason = "I am away. unsubscribe" });
        }

        var lead = await company.LeadAsync(Ana);
        Assert.Equal((mails, before.Score.Total, before.LastActivityAt), (company.Sender.Taken.Count, lead.Score.Total, lead.LastActivityAt));
        Assert.True(Assert.Single(lead.Consents).Granted);
        Assert.DoesNotContain(await company.TimelineAsync<Activity.SignalReceived>(Ana), one => one.Signal.Source == "webhook:sendgrid");
    }

    private EmailEvent Event(Company company, EmailEventKind kind) =>
        new("sendgrid", $"sendgrid:e{Interlocked.Increment(ref _events)}", kind, company.Now.AddSeconds(-1)) { Recipient = Ana };

    private static Message.EmailReported Reported(Company company, EmailEvent told, string email = Ana) => new(company.Ids.LeadIdOf(email), [told]);

    private static async Task ReportAsync(Company company, params EmailEvent[] told)
    {
        await company.PostAsync([.. told.Select(one => new Message.EmailReported(one.Recipient is { } email ? company.Ids.LeadIdOf(email) : $"m:{one.Provider}:{one.MessageId ?? one.Id}", [one]))]);
        await company.RunToRestAsync();
    }

    /// <summary>As the sender will: the send in the claim's commit, the provider's name for it afterwards.</summary>
    private static async Task<string> SentAsync(Company company, string effectKey, string messageId)
    {
        var id = Sends.IdOf(company.Ids, effectKey);
        var sent = new SentEmail(effectKey, company.Ids.LeadIdOf(Ana), "sendgrid", messageId, company.Now.AddHours(-1));
        Assert.Equal(CommitResult.Committed, await company.Store.CommitAsync(new Commit { Registers = [Sends.Write(id, sent, 0), Sends.Name("sendgrid", messageId, id)] }, default));
        return id;
    }

    private static async Task<SentEmail> SendAsync(Company company, string sendId) =>
        JsonSerializer.Deserialize((await company.Store.FindRegisterAsync(RegisterNames.Sends, sendId, default))!.Value, WireJson.Default.SentEmail)!;
}
