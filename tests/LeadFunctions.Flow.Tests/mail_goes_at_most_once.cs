using LeadFunctions.Domain.Emails;
using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Metrics;
using LeadFunctions.Flow.Tests.Support;
using LeadFunctions.UseCases;
using LeadFunctions.UseCases.Notifying;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Flow.Tests;

/// <summary>Claim, send, record, with a provider that lies, falls silent or fails, and with people who unsubscribe at that very moment.</summary>
public class mail_goes_at_most_once
{
    private const string Jane = "jane@acme-corp.example";

    public static TheoryData<string, bool, bool, string?> Endings => new()
    {
        { "accepts, then drops the line", true, false, "unknown" },
        { "times out before it accepts", false, false, "unknown" },
        { "answers 500 after it has accepted", true, false, "unknown" },
        { "accepts, drops the line, and knows the key", true, true, "sent" },
        { "times out, and knows the key", false, true, "sent" },
    };

    [Theory]
    [MemberData(nameof(Endings))]
    public async Task E_3_whatever_the_provider_does(string provider, bool taken, bool deduplicates, string? outcome)
    {
        await using var company = new Company();
        company.Sender.Deduplicates = deduplicates;
        var tries = 0;
        company.Sender.Answer = mail => tries++ == 0 ? (new EmailResult.Ambiguous(provider), taken) : null;
        var due = await Mailable.DueAsync(company, Jane);
        await company.PostAsync(due);
        await company.RunToRestAsync();
        await company.PassAsync(TimeSpan.FromMinutes(2));

        var keys = company.Sender.Taken.Where(mail => mail.EffectKey.EndsWith(due.StepId, StringComparison.Ordinal)).Select(mail => mail.EffectKey).ToList();
        Assert.True(keys.Count <= (deduplicates && taken ? 2 : 1), provider);
        Assert.True(keys.Distinct().Count() <= 1, provider);
        Assert.Equal([outcome], (await company.TimelineAsync<Activity.Mailed>(Jane)).Where(mailed => mailed.Id.EndsWith(due.StepId, StringComparison.Ordinal)).Select(mailed => mailed.Outcome));
    }

    [Fact]
    public async Task killed_between_claim_and_record_it_is_unknown_and_not_sent_again()
    {
        await using var company = new Company();
        var due = await Mailable.DueAsync(company, Jane);
        company.Sender.Answer = _ => throw new OperationCanceledException("the process is gone");
        await Assert.ThrowsAsync<OperationCanceledException>(() => company.Step<Message.MailDue>().HandleAsync([due], default));

        company.Sender.Answer = _ => null;
        Assert.IsType<Outcome.Done>(await company.Step<Message.MailDue>().HandleAsync([due], default));
        await company.PostAsync(due, due);
        await company.RunToRestAsync();

        Assert.Empty(company.Sender.Taken);
        Assert.Equal(["unknown"], (await company.TimelineAsync<Activity.Mailed>(Jane)).Select(mailed => mailed.Outcome));
    }

    [Fact]
    public async Task refused_for_now_it_is_tried_again_under_the_same_key_and_refused_for_good_it_is_a_dead_letter()
    {
        await using var company = new Company();
        var due = await Mailable.DueAsync(company, Jane);
        company.Sender.Answer = _ => (new EmailResult.Failed("busy"), false);
        Assert.IsType<Outcome.RetryLater>(await company.Step<Message.MailDue>().HandleAsync([due], default));
        company.Sender.Answer = _ => (new EmailResult.Failed("no such sender", ForGood: true), false);
        Assert.IsType<Outcome.DeadLetter>(await company.Step<Message.MailDue>().HandleAsync([due], default));

        // What the first try wrote about the lead is followed up first: a claim that finds it changed comes back later.
        await company.RunToRestAsync();
        company.Sender.Answer = _ => null;
        await company.PostAsync(due);
        await company.RunToRestAsync();

        Assert.Equal($"mail:{due.LeadId}:{due.EnrolmentId}:{due.StepId}", Assert.Single(company.Sender.Taken).EffectKey);
        Assert.Single((await company.LeadAsync(Jane)).Mails!);
    }

    [Fact]
    public async Task too_many_complaints_stop_it_for_a_day()
    {
        await using var company = new Company();
        var due = await Mailable.DueAsync(company, Jane);
        for (var i = 0; i < 3; i++)
        {
            var told = new EmailEvent("sendgrid", $"sendgrid:c{i}", EmailEventKind.Complaint, company.Now) { Recipient = $"other-{i}@acme-corp.example" };
            await company.PostAsync(new Message.EmailReported(company.Ids.LeadIdOf(told.Recipient!), [told]));
        }

        await company.RunToRestAsync();
        var paused = Assert.IsType<Outcome.RetryLater>(await company.Step<Message.MailDue>().HandleAsync([due], default));
        Assert.Equal(("too many complaints: sending is paused", TimeSpan.FromDays(1)), (paused.Reason, paused.After));
        Assert.Empty(company.Sender.Taken);

        company.Wait(TimeSpan.FromHours(24));
        Assert.IsType<Outcome.Done>(await company.Step<Message.MailDue>().HandleAsync([due], default));
    }

    [Fact]
    public async Task complaints_are_counted_once_by_all_processes_and_a_restart_forgets_none()
    {
        await using var company = new Company();
        var due = await Mailable.DueAsync(company, Jane);
        for (var i = 0; i < 3; i++)
        {
            var told = new EmailEvent("sendgrid", $"sendgrid:c{i % 2}", EmailEventKind.Complaint, company.Now) { Recipient = "other@acme-corp.example" };
            await company.PostAsync(new Message.EmailReported(company.Ids.LeadIdOf(told.Recipient!), [told]));
            await company.RunToRestAsync();
            await company.RestartAsync();
        }

        Assert.Null(await new ComplaintWatch(company.Store).PausedUntilAsync(company.Now, default));
        await company.PostAsync(new Message.EmailReported("x", [new EmailEvent("sendgrid", "sendgrid:c3", EmailEventKind.Complaint, company.Now) { Recipient = "third@acme-corp.example" }]));
        await company.RunToRestAsync();
        await company.RestartAsync();

        Assert.Equal(company.Now.AddDays(1), await new ComplaintWatch(company.Store).PausedUntilAsync(company.Now, default));
        Assert.Contains("complaints", Assert.IsType<Outcome.RetryLater>(await company.Step<Message.MailDue>().HandleAsync([due], default)).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 1_000, true)]
    [InlineData(0, 1_001, false)]
    [InlineData(-7, 1_001, false)]
    [InlineData(-8, 1_001, true)]
    public async Task complaints_are_a_share_of_the_mails_of_a_week(int day, int mails, bool stops)
    {
        await using var company = new Company();
        var key = Families.Bucket(Families.Flow, DateOnly.FromDateTime(company.Now.UtcDateTime).AddDays(day));
        await company.Store.CommitAsync(new Commit { Registers = [new RegisterWrite(RegisterNames.Figures, key, $$"""{"sent":{{mails}}}""", 0)] }, default);
        var watch = new ComplaintWatch(company.Store);

        await company.Store.CommitAsync(new Commit { Registers = [await watch.CountedAsync(3, company.Now, default)] }, default);

        Assert.Equal(stops, await watch.PausedUntilAsync(company.Now, default) is not null);
    }

    [Fact]
    public async Task U_6_no_mail_is_claimed_after_an_unsubscribe_in_ten_thousand_races()
    {
        await using var company = new Company();
        company.WaitUntil(Mailable.NextNoonInNewYork(company.Now));
        company.Publish(company.Playbook with { Mail = company.Playbook.Mail! with { PerMinute = 100_000 } });
        var claimed = 0;
        for (var batch = 0; batch < 100; batch++)
        {
            var races = await Task.WhenAll(Enumerable.Range(0, 100).Select(number => RaceAsync(company, $"race-{batch}-{number}@acme-corp.example")));
            claimed += races.Count(race => race);
        }

        // Both must happen, or the race was none.
        Assert.InRange(claimed, 1, 9_999);
    }

    /// <returns>Whether the mail was claimed before the unsubscribe.</returns>
    private static async Task<bool> RaceAsync(Company company, string email)
    {
        var lead = Mailable.Lead(company, email);
        var first = company.Ids.Of("send", System.Text.Encoding.UTF8.GetBytes(email));
        await company.Store.CommitAsync(new Commit { Lead = lead, Registers = [Sends.Write(first, new SentEmail("before", lead.Id, "bag", null, company.Now), 0)] }, default);
        var due = new Message.MailDue(lead.Id, "new-lead:1", "welcome");
        var key = $"mail:{due.LeadId}:{due.EnrolmentId}:{due.StepId}";

        var sending = Task.Run(() => company.Step<Message.MailDue>().HandleAsync([due], default));
        var unsubscribing = Task.Run(async () =>
        {
            await new Unsubscribe(company.Store, company.Clock).RunAsync(first, default);
            return (await Effect.FindAsync(company.Store, key, default)).IsNew;
        });
        await Task.WhenAll(sending, unsubscribing);
        await company.Step<Message.MailDue>().HandleAsync([due], default);

        var claimed = !(await Effect.FindAsync(company.Store, key, default)).IsNew;
        Assert.False(claimed && await unsubscribing, "claimed after the unsubscribe was written");
        return claimed;
    }
}
