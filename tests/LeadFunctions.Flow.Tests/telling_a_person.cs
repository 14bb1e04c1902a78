using LeadFunctions.Domain.Leads;
using LeadFunctions.Flow.Tests.Support;
using LeadFunctions.UseCases;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Flow.Tests;

public sealed class telling_a_person
{
    private const string Jane = "jane@globex.example";
    private const string Key = "notify:jane:ana";

    [Fact]
    public async Task again_after_a_crash_between_claim_and_record_is_one_notification_where_the_channel_knows_the_key()
    {
        await using var company = With(deduplicates: true, out var channel);
        var due = await DueAsync(company);
        await company.Step<Message.NotificationDue>().HandleAsync([due], default);

        await company.PostAsync(due);
        await company.RunToRestAsync();

        Assert.Equal((2, 1), (channel.Tried.Count, channel.Sent.Count));
        Assert.Equal("sent", Assert.Single(await company.TimelineAsync<Activity.Notified>(Jane)).Outcome);
    }

    [Fact]
    public async Task after_such_a_crash_on_any_other_channel_is_not_repeated_and_stays_unknown()
    {
        await using var company = With(deduplicates: false, out var channel);
        var due = await DueAsync(company);
        await company.Step<Message.NotificationDue>().HandleAsync([due], default);

        foreach (var _ in Enumerable.Range(0, 3))
        {
            await company.PostAsync(due);
            await company.RunToRestAsync();
        }

        Assert.Single(channel.Tried);
        var told = Assert.Single(await company.TimelineAsync<Activity.Notified>(Jane));
        Assert.Equal(("unknown", "ana", "console", Key), (told.Outcome, told.Recipient, told.Channel, told.Id));
    }

    [Theory]
    [InlineData(false, 1, "unknown")]
    [InlineData(true, 2, "sent")]
    public async Task whose_channel_cannot_say_whether_it_went_out_is_tried_again_only_where_that_is_seen_once(bool deduplicates, int tries, string outcome)
    {
        await using var company = With(deduplicates, out var channel);
        channel.Answers = attempt => attempt == 1 ? new NotifyResult.Ambiguous("time-out after sending") : new NotifyResult.Sent();

        await company.PostAsync(await DueAsync(company));
        await company.RunToRestAsync();
        await company.PassUntilAsync(async () => (await company.TimelineAsync<Activity.Notified>(Jane)).Count > 0);

        Assert.Equal(tries, channel.Tried.Count);
        Assert.Equal(outcome, Assert.Single(await company.TimelineAsync<Activity.Notified>(Jane)).Outcome);
    }

    [Fact]
    public async Task on_a_channel_that_failed_is_tried_again_until_it_works()
    {
        await using var company = With(deduplicates: false, out var channel);
        channel.Answers = attempt => attempt < 4 ? new NotifyResult.Failed("connection refused") : new NotifyResult.Sent();

        await company.PostAsync(await DueAsync(company));
        await company.RunToRestAsync();
        Assert.Single(channel.Tried);
        Assert.Empty(await company.TimelineAsync<Activity.Notified>(Jane));
        await company.PassUntilAsync(async () => (await company.TimelineAsync<Activity.Notified>(Jane)).Count > 0);

        Assert.Equal(4, channel.Tried.Count);
        Assert.Equal("sent", Assert.Single(await company.TimelineAsync<Activity.Notified>(Jane)).Outcome);
    }

    [Fact]
    public async Task waits_as_long_as_the_channel_asks()
    {
        await using var company = With(deduplicates: false, out var channel);
        channel.Answers = attempt => attempt == 1 ? new NotifyResult.Failed("429") { RetryAfter = TimeSpan.FromMinutes(20) } : new NotifyResult.Sent();

        await company.PostAsync(await DueAsync(company));
        await company.RunToRestAsync();
        await company.PassAsync(TimeSpan.FromMinutes(19));
        Assert.Single(channel.Tried);
        await company.PassUntilAsync(() => Task.FromResult(channel.Tried.Count > 1));

        Assert.Equal(2, channel.Tried.Count);
    }

    [Fact]
    public async Task on_a_channel_that_refuses_for_good_is_a_dead_letter_that_can_be_replayed()
    {
        await using var company = With(deduplicates: false, out var channel);
        channel.Answers = attempt => attempt == 1 ? new NotifyResult.Failed("410 gone", ForGood: true) : new NotifyResult.Sent();

        await company.PostAsync(await DueAsync(company));
        await company.RunToRestAsync();
        var dead = Assert.Single(await company.DeadLettersAsync());
        Assert.Equal(("notify", "410 gone"), (dead.Step, dead.Reason));
        Assert.True(await company.Queue.ReplayAsync(dead.Id, default));
        await company.RunToRestAsync();

        Assert.Equal(2, channel.Tried.Count);
        Assert.Equal("sent", Assert.Single(await company.TimelineAsync<Activity.Notified>(Jane)).Outcome);
    }

    [Theory]
    [InlineData("nobody", "console", "no such person in the playbook")]
    [InlineData("ana", "pigeon", "no such channel: pigeon")]
    public async Task whom_the_playbook_does_not_know_is_a_dead_letter_with_the_reason(string person, string channel, string reason)
    {
        await using var company = new Company();
        var lead = await company.SubmitAsync(Jane, "newsletter");

        await company.PostAsync(new Message.NotificationDue(lead.Id, Key, person, "assigned", channel));
        await company.RunToRestAsync();

        Assert.Equal(("notify", reason), ((await company.DeadLettersAsync()).Single().Step, (await company.DeadLettersAsync()).Single().Reason));
        Assert.Empty(company.Told);
    }

    [Fact]
    public async Task about_a_lead_that_is_gone_is_left_undone()
    {
        await using var company = new Company();

        await company.PostAsync(new Message.NotificationDue("ld_00000000000000000000000000000000", Key, "ana", "assigned", "console"));
        await company.RunToRestAsync();

        Assert.Empty(company.Told);
        Assert.Empty(await company.DeadLettersAsync());
    }

    [Fact]
    public async Task says_who_why_now_and_what_to_do_with_the_heaviest_lines_first()
    {
        await using var company = new Company();
        await company.SubmitAsync(Jane, "demo", ("name", "Jane Doe"), ("company", "Globex"), ("title", "CTO"), ("companySize", "200"), ("industry", "software"), ("country", "US"));

        var told = company.Told[0];

        Assert.Equal(("Hugo Sample", "hugo.sample@example.com", "Jane Doe", "Globex", "SQL", 95m), (told.PersonName, told.PersonEmail, told.LeadName, told.Company, told.Band, told.Score));
        Assert.Equal(5, told.WhyNow.Count);
        Assert.StartsWith("+30 Demo request", told.WhyNow[0], StringComparison.Ordinal);
        Assert.StartsWith("+25 title is CTO", told.WhyNow[1], StringComparison.Ordinal);
        Assert.Equal("Accept it, then call or write; accepting is one click", told.WhatToDo);
    }

    private static Company With(bool deduplicates, out Channel channel)
    {
        channel = new Channel("console", deduplicates);
        return new Company(channels: [channel]);
    }

    private static async Task<Message.NotificationDue> DueAsync(Company company) =>
        new((await company.SubmitAsync(Jane, "newsletter")).Id, Key, "ana", "assigned", "console");
}
