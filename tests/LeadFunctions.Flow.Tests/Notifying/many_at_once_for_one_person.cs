using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Playbooks;
using LeadFunctions.Domain.Routing;
using LeadFunctions.Flow.Tests.Support;
using LeadFunctions.UseCases;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Flow.Tests.Notifying;

public sealed class many_at_once_for_one_person
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(15);

    /// <summary>Three at once in a quarter of an hour, the rest together; one channel that pings.</summary>
    private static Company Office(out Channel slack, bool deduplicates = false, Person? ana = null)
    {
        slack = new Channel("slack", deduplicates, interrupts: true);
        var playbook = Rules.B2b with { Notifications = new NotificationSettings { Channels = ["slack"], Digest = new DigestRule(3, Window) } };
        return new Company(ana is null ? playbook : playbook with { People = [.. playbook.People.Select(person => person.Id == ana.Id ? ana : person)] }, channels: [slack]);
    }

    private static async Task<IReadOnlyList<string>> LeadsAsync(Company company, int count)
    {
        var leads = new List<string>();
        for (var i = 0; i < count; i++)
        {
            leads.Add((await company.SubmitAsync($"lead{i}@globex.example", "newsletter")).Id);
        }

        return leads;
    }

    private static async Task TellAsync(Company company, IEnumerable<string> leads, DateTimeOffset? dueBy = null)
    {
        foreach (var lead in leads)
        {
            await company.PostAsync(new Message.NotificationDue(lead, $"notify:{lead}:once:ana:slack", "ana", "assigned", "slack", dueBy));
            await company.RunToRestAsync();
        }
    }

    private static async Task<IReadOnlyList<string>> OutcomesAsync(Company company, int leads)
    {
        var outcomes = new List<string>();
        for (var i = 0; i < leads; i++)
        {
            outcomes.AddRange((await company.TimelineAsync<Activity.Notified>($"lead{i}@globex.example")).Select(told => told.Outcome));
        }

        return outcomes;
    }

    [Fact]
    public async Task the_first_go_at_once_and_the_rest_together_when_the_window_ends()
    {
        await using var company = Office(out var slack);
        var leads = await LeadsAsync(company, 8);

        await TellAsync(company, leads);
        Assert.Equal(3, slack.Tried.Count);
        await company.PassAsync(Window - TimeSpan.FromSeconds(1));
        Assert.Equal(3, slack.Tried.Count);
        await company.PassAsync(TimeSpan.FromSeconds(1));

        var digest = slack.Tried[^1];
        Assert.Equal((4, "5 more leads for you"), (slack.Tried.Count, digest.Headline));
        Assert.Equal(leads.Skip(3).Select((_, i) => $"New lead: lead{i + 3}@globex.example"), digest.Digest!.Select(line => line.Headline));
        Assert.Equal(Enumerable.Repeat("sent", 8), await OutcomesAsync(company, 8));
        Assert.Empty(await company.RegisterAsync(RegisterNames.Digests));
    }

    [Fact]
    public async Task after_a_calm_window_the_next_goes_at_once_again_and_a_digest_counts_as_one()
    {
        await using var company = Office(out var slack);
        var leads = await LeadsAsync(company, 12);
        await TellAsync(company, leads.Take(4));
        await company.PassAsync(Window);
        Assert.Equal(4, slack.Tried.Count);

        await TellAsync(company, leads.Skip(4).Take(3));
        Assert.Equal(6, slack.Tried.Count);
        await company.PassAsync(Window);
        Assert.Equal(7, slack.Tried.Count);
        await company.PassAsync(2 * Window);
        await TellAsync(company, leads.Skip(7).Take(3));
        Assert.Equal(10, slack.Tried.Count);
        Assert.Equal(10, (await OutcomesAsync(company, 12)).Count);
    }

    [Fact]
    public async Task a_digest_does_not_wait_beyond_the_first_deadline_in_it()
    {
        await using var company = Office(out var slack);
        var leads = await LeadsAsync(company, 6);
        await TellAsync(company, leads.Take(4));
        await TellAsync(company, leads.Skip(4), company.Now.AddMinutes(5));

        await company.PassAsync(TimeSpan.FromSeconds(149));
        Assert.Equal(3, slack.Tried.Count);
        await company.PassAsync(TimeSpan.FromSeconds(1));

        Assert.Equal([null, "today 12:05 (UTC)", "today 12:05 (UTC)"], slack.Tried[^1].Digest!.Select(line => line.DueInWords));
        await company.PassAsync(Window);
        Assert.Equal(4, slack.Tried.Count);
    }

    [Fact]
    public async Task a_storm_goes_out_in_digests_of_a_hundred()
    {
        await using var company = Office(out var slack);
        var lead = (await LeadsAsync(company, 1))[0];
        await company.PostAsync([.. Enumerable.Range(0, 253).Select(i => new Message.NotificationDue(lead, $"notify:{lead}:storm{i}:ana:slack", "ana", "band-up", "slack"))]);
        await company.RunToRestAsync();
        await company.PassAsync(Window);

        Assert.Equal([100, 100, 50], slack.Tried.Where(told => told.Digest is not null).Select(told => told.Digest!.Count));
        Assert.Equal(253, (await OutcomesAsync(company, 1)).Count(outcome => outcome == "sent"));
    }

    [Fact]
    public async Task on_many_threads_every_one_is_told_exactly_once()
    {
        await using var company = Office(out var slack);
        var leads = await LeadsAsync(company, 40);
        await Task.WhenAll(leads.SelectMany(lead => Enumerable.Range(0, 2).Select(_ => company.PostAsync(new Message.NotificationDue(lead, $"notify:{lead}:once:ana:slack", "ana", "assigned", "slack")).AsTask())));
        await company.RunToRestAsync();
        await company.PassUntilAsync(async () => (await OutcomesAsync(company, 40)).Count == 40);

        Assert.Equal(3, slack.Tried.Count(told => told.Digest is null));
        Assert.Equal(37, slack.Tried.Where(told => told.Digest is not null).SelectMany(told => told.Digest!).Select(line => line.Headline).Distinct().Count());
        Assert.Equal(37, slack.Tried.Sum(told => told.Digest?.Count ?? 0));
        Assert.All(await OutcomesAsync(company, 40), outcome => Assert.Equal("sent", outcome));
    }

    [Theory]
    [InlineData(true, 2, "sent")]
    [InlineData(false, 1, "unknown")]
    public async Task a_crash_between_claim_and_record_of_a_digest_loses_none_and_doubles_none(bool deduplicates, int sends, string outcome)
    {
        await using var company = Office(out var slack, deduplicates);
        var leads = await LeadsAsync(company, 6);
        await TellAsync(company, leads);
        // It has claimed and sent, and nobody wrote it down.
        company.Wait(Window - TimeSpan.FromSeconds(1));
        await company.Step<Message.DigestDue>().HandleAsync([new Message.DigestDue("ana", "slack", 1)], default);

        await TellAsync(company, await MoreAsync(company));
        await company.PassAsync(TimeSpan.FromSeconds(1));

        var digests = slack.Tried.Where(told => told.Digest is not null).ToList();
        Assert.Equal(sends, digests.Count);
        Assert.All(digests, digest => Assert.Equal(3, digest.Digest!.Count));
        Assert.Equal([.. Enumerable.Repeat("sent", 3), .. Enumerable.Repeat(outcome, 3)], await OutcomesAsync(company, 6));

        // What came meanwhile was not squeezed into what was under way.
        async Task<IEnumerable<string>> MoreAsync(Company office) => [(await office.SubmitAsync("late@globex.example", "newsletter")).Id];
        Assert.Equal(4, slack.Tried.Count(told => told.Digest is null));
    }

    [Fact]
    public async Task a_crash_before_a_collected_one_is_acknowledged_collects_it_once()
    {
        await using var company = Office(out var slack);
        var leads = await LeadsAsync(company, 4);
        await TellAsync(company, leads.Take(3));
        var due = new Message.NotificationDue(leads[3], $"notify:{leads[3]}:once:ana:slack", "ana", "assigned", "slack");
        var decided = Assert.IsType<Outcome.Done>(await company.Step<Message.NotificationDue>().HandleAsync([due], default));

        await TellAsync(company, leads.Skip(3));
        Assert.Equal(CommitResult.Conflict, await company.Store.CommitAsync(decided.Commit, default));
        await company.PassAsync(Window);

        Assert.Single(slack.Tried[^1].Digest!);
        Assert.Equal("New lead: lead3@globex.example", slack.Tried[^1].Headline);
    }

    [Fact]
    public async Task a_digest_that_fails_is_tried_again_as_it_was_and_then_is_a_dead_letter_to_replay()
    {
        await using var company = Office(out var slack);
        var leads = await LeadsAsync(company, 5);
        await TellAsync(company, leads);
        slack.Answers = _ => new NotifyResult.Failed("down");
        await company.PassAsync(Window);
        await company.PassUntilAsync(async () => (await company.DeadLettersAsync()).Count == 1);
        slack.Answers = _ => new NotifyResult.Sent();

        var dead = Assert.Single(await company.DeadLettersAsync());
        Assert.Equal(("send-digest", "down"), (dead.Step, dead.Reason));
        Assert.True(await company.Queue.ReplayAsync(dead.Id, default));
        await company.RunToRestAsync();

        Assert.Equal((13 + 1, 2), (slack.Tried.Count, slack.Tried[^1].Digest!.Count));
        Assert.Equal(Enumerable.Repeat("sent", 5), await OutcomesAsync(company, 5));
    }

    [Fact]
    public async Task quiet_hours_hold_what_is_not_hot_until_morning()
    {
        await using var company = Office(out var slack, ana: new Person("ana", "Ana", "ana@acme.example", "bdr") { TimeZone = "UTC", Quiet = new QuietTime(new(11, 0), new(13, 0)) });
        var leads = await LeadsAsync(company, 5);

        await TellAsync(company, leads);
        Assert.Empty(slack.Tried);
        await company.PassAsync(TimeSpan.FromMinutes(59));
        Assert.Empty(slack.Tried);
        await company.PassAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(3, slack.Tried.Count);
        await company.PassAsync(Window);
        Assert.Equal(Enumerable.Repeat("sent", 5), await OutcomesAsync(company, 5));
    }

    [Theory]
    [InlineData("demo", "Junior", true)]
    [InlineData("newsletter", "Junior", false)]
    public async Task somebody_who_asks_for_a_person_does_not_wait_for_the_morning(string form, string title, bool hot)
    {
        await using var company = Office(out var slack, ana: new Person("ana", "Ana", "ana@acme.example", "bdr") { TimeZone = "UTC", Quiet = new QuietTime(new(11, 0), new(13, 0)) });
        var lead = await company.SubmitAsync("jane@globex.example", form, ("title", title));
        var before = slack.Tried.Count(told => told.PersonId == "ana");

        await company.PostAsync(new Message.NotificationDue(lead.Id, "notify:x:ana:slack", "ana", "band-up", "slack"));
        await company.RunToRestAsync();

        Assert.Equal(hot ? 1 : 0, slack.Tried.Count(told => told.PersonId == "ana") - before);
    }

    [Fact]
    public async Task a_file_has_all_day_and_no_limit()
    {
        var file = new Channel("file");
        var playbook = Rules.B2b with { Notifications = new NotificationSettings { Channels = ["file"], Digest = new DigestRule(1, Window) } };
        await using var company = new Company(playbook with { People = [.. playbook.People.Select(person => person with { Quiet = new QuietTime(new(11, 0), new(13, 0)) })] }, channels: [file]);

        await TellFileAsync(company, await LeadsAsync(company, 5));

        Assert.Equal(5, file.Tried.Count);
    }

    [Fact]
    public async Task a_person_is_told_on_their_own_channels()
    {
        var (mail, file) = (new Channel("email"), new Channel("file"));
        var playbook = Rules.B2b with { Notifications = new NotificationSettings { Channels = ["file"] } };
        await using var company = new Company(playbook with { People = [.. playbook.People.Select(person => person.Id == "hugo" ? person with { Channels = ["email"] } : person)] }, channels: [mail, file]);

        await company.SubmitAsync("jane@globex.example", "demo", ("title", "CTO"), ("companySize", "200"), ("industry", "software"), ("country", "US"));

        Assert.Equal("hugo", Assert.Single(mail.Sent).PersonId);
        Assert.Empty(file.Sent);
    }

    private static async Task TellFileAsync(Company company, IEnumerable<string> leads)
    {
        await company.PostAsync([.. leads.Select(lead => new Message.NotificationDue(lead, $"notify:{lead}:once:ana:file", "ana", "assigned", "file"))]);
        await company.RunToRestAsync();
    }
}
