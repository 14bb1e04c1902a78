using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Nurture;
using LeadFunctions.Flow.Tests.Support;
using LeadFunctions.UseCases;
using LeadFunctions.UseCases.Nurture;

namespace LeadFunctions.Flow.Tests;

/// <summary>From a consent to the last mail of a sequence, or out of it before.</summary>
public class nurturing_a_lead
{
    private const string Jane = "jane@acme-corp.example";

    [Fact]
    public async Task a_lead_that_said_yes_enters_and_gets_the_first_mail_in_its_own_working_hours()
    {
        await using var company = new Company();
        var lead = await EnterAsync(company);

        var run = Assert.Single(lead.Enrolments!);
        Assert.Equal(("new-lead", EnrolmentState.Active), (run.SequenceId, run.State));
        var mail = await FirstMailAsync(company);
        Assert.Equal(Jane, mail.To.Address);
        Assert.Equal("Good to have you here, Jane", mail.Subject);
        Assert.Contains("List-Unsubscribe=One-Click", mail.Headers["List-Unsubscribe-Post"], StringComparison.Ordinal);
        Assert.Contains("https://leads.example/api/c/", mail.Text, StringComparison.Ordinal);
        Assert.Contains("1 Main Street", mail.Text, StringComparison.Ordinal);
        Assert.Equal(["sent"], (await company.TimelineAsync<Activity.Mailed>(Jane)).Select(mailed => mailed.Outcome));
    }

    [Fact]
    public async Task a_lead_that_did_not_say_yes_is_left_alone()
    {
        await using var company = new Company();
        await company.ArriveAsync(Jane, company.Filled("newsletter", ("firstName", "Jane")));
        await company.PassAsync(TimeSpan.FromDays(7));

        Assert.Empty((await company.LeadAsync(Jane)).Enrolments ?? []);
        Assert.Empty(company.Sender.Taken);
    }

    [Fact]
    public async Task the_sequence_runs_to_its_end_within_the_days_that_the_seed_gives_it_and_never_above_the_caps()
    {
        await using var company = new Company();
        var start = company.Now;
        await EnterAsync(company);
        for (var hours = 0; hours < 30 * 24 && (await company.LeadAsync(Jane)).Enrolments![0].IsActive; hours += 3)
        {
            await company.PassAsync(TimeSpan.FromHours(3));
        }

        var sent = (await company.TimelineAsync<Activity.Mailed>(Jane)).Select(mailed => mailed.At).Order().ToList();
        Assert.Equal(EnrolmentState.Completed, (await company.LeadAsync(Jane)).Enrolments![0].State);
        Assert.Equal(5, sent.Count);
        Assert.Equal(5, company.Sender.Taken.Select(mail => mail.EffectKey).Distinct().Count());
        Assert.InRange((sent[^1] - start).TotalDays, 14, 21);
        Assert.All(sent, at => Assert.True(sent.Count(other => other > at - TimeSpan.FromDays(7) && other <= at) <= 3));
    }

    [Fact]
    public async Task reaching_the_goal_ends_it_and_the_next_sequence_begins()
    {
        await using var company = new Company();
        await EnterAsync(company);
        await company.ArriveAsync(Jane, company.Filled("demo"));
        await company.RunToRestAsync();

        var runs = (await company.LeadAsync(Jane)).Enrolments!;
        Assert.Equal(["new-lead:Exited", "mql-nurture:Active"], runs.Select(run => $"{run.SequenceId}:{run.State}"));
        Assert.Contains("goal reached", runs[0].EndedWhy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task who_unsubscribes_gets_nothing_more_and_leaves()
    {
        await using var company = new Company();
        await EnterAsync(company);
        var mail = await FirstMailAsync(company);
        var sendId = Assert.Single(await company.TimelineAsync<Activity.Mailed>(Jane)).SendId;

        Assert.True(await new Unsubscribe(company.Store, company.Clock).RunAsync(sendId, default));
        Assert.True(await new Unsubscribe(company.Store, company.Clock).RunAsync(sendId, default));
        await company.RunToRestAsync();
        for (var days = 0; days < 8; days++)
        {
            await company.PassAsync(TimeSpan.FromDays(1));
        }

        Assert.Equal([mail], company.Sender.Taken);
        var run = Assert.Single((await company.LeadAsync(Jane)).Enrolments!);
        Assert.False(run.IsActive);
        Assert.Single((await company.TimelineAsync<Activity.SignalReceived>(Jane)), one => one.Signal.Name == "unsubscribe");
        Assert.Contains((await company.LeadAsync(Jane)).Score.Band, new[] { "cold" });
    }

    [Fact]
    public async Task a_run_keeps_the_words_it_began_with_when_the_playbook_changes()
    {
        await using var company = new Company();
        await EnterAsync(company);
        company.Publish(company.Playbook with { Texts = [.. company.Playbook.Texts.Select(text => text with { Subject = "Changed" })] });

        Assert.Equal("Good to have you here, Jane", (await FirstMailAsync(company)).Subject);
    }

    [Fact]
    public async Task a_click_counts_and_wakes_who_waits_for_it()
    {
        await using var company = new Company();
        await EnterAsync(company);
        await FirstMailAsync(company);
        await company.PassAsync(TimeSpan.FromMinutes(10));
        var before = (await company.LeadAsync(Jane)).Score.Total;
        var sendId = (await company.TimelineAsync<Activity.Mailed>(Jane))[0].SendId;

        var sent = await new RecordHit(company.Store, company.Clock).RunAsync(sendId, 0, new HitFrom(null, "Mozilla/5.0 (Macintosh) Safari/605.1", null), default);
        Assert.Equal("https://www.example.com/product", sent!.Sent.Links![0]);
        Assert.Equal(before, (await company.LeadAsync(Jane)).Score.Total);
        await company.PassAsync(TimeSpan.FromSeconds(25));

        Assert.Contains(await company.TimelineAsync<Activity.SignalReceived>(Jane), one => one.Signal is { Name: "email-click", Verdict: Verdict.Unknown });
        Assert.True((await company.LeadAsync(Jane)).Score.Total > before);
    }

    [Fact]
    public async Task a_scanner_that_follows_everything_scores_nothing()
    {
        await using var company = new Company();
        await EnterAsync(company);
        await FirstMailAsync(company);
        await company.PassAsync(TimeSpan.FromMinutes(10));
        var before = (await company.LeadAsync(Jane)).Score.Total;
        var sendId = (await company.TimelineAsync<Activity.Mailed>(Jane))[0].SendId;
        var hits = new RecordHit(company.Store, company.Clock);
        foreach (var place in new[] { Domain.Emails.MailHit.Picture, 0, Domain.Emails.MailHit.Trap })
        {
            await hits.RunAsync(sendId, place, new HitFrom(null, "Mozilla/5.0 (Windows NT 10.0) Chrome/140", null), default);
            company.Wait(TimeSpan.FromMilliseconds(200));
        }

        await company.PassAsync(TimeSpan.FromSeconds(30));

        var engaged = (await company.TimelineAsync<Activity.SignalReceived>(Jane)).Select(one => one.Signal).Where(signal => signal.Name is "email-open" or "email-click").ToList();
        Assert.Equal(3, engaged.Count);
        Assert.All(engaged, signal => Assert.Equal(Verdict.Machine, signal.Verdict));
        Assert.Equal(before, (await company.LeadAsync(Jane)).Score.Total);
    }

    [Fact]
    public async Task an_owner_is_told_in_the_words_of_the_sequence()
    {
        await using var company = new Company();
        await company.SubmitAsync(Jane, "demo", ("firstName", "Jane"));
        var steps = new SequenceStep[] { new SequenceStep.Notify("tell", "Came back after the security mail.") };
        company.Publish(company.Playbook with { Sequences = [new Sequence("call", "Call") { Steps = steps }] });
        var lead = await company.LeadAsync(Jane);
        await new EnrolLead(company.Store, company.Shelf, company.Clock).EnrolAsync(new ActionRequest(lead.Id, "maria"), "call", default);
        await company.RunToRestAsync();

        Assert.All(company.Told.Where(told => told.Reason == "nurture"), told => Assert.Equal(("Came back after the security mail.", lead.Owner!.PersonId), (told.WhatToDo, told.PersonId)));
        Assert.Equal(company.Channels.Count, company.Told.Count(told => told.Reason == "nurture"));
    }

    [Fact]
    public async Task a_person_puts_a_lead_in_and_takes_it_out()
    {
        await using var company = new Company();
        var lead = await EnterAsync(company);
        var enrol = new EnrolLead(company.Store, company.Shelf, company.Clock);

        Assert.IsType<ActionResult.Applied>(await enrol.EnrolAsync(new ActionRequest(lead.Id, "ana"), "post-demo", default));
        Assert.IsType<ActionResult.Refused>(await enrol.EnrolAsync(new ActionRequest(lead.Id, "ana"), "post-demo", default));
        Assert.IsType<ActionResult.Applied>(await enrol.ExitAsync(new ActionRequest(lead.Id, "ana"), "post-demo", "by mistake", default));
        Assert.IsType<ActionResult.Refused>(await enrol.ExitAsync(new ActionRequest(lead.Id, "ana"), "post-demo", null, default));

        var run = (await company.LeadAsync(Jane)).Enrolments!.Single(one => one.SequenceId == "post-demo");
        Assert.Equal((EnrolmentState.Removed, "removed by ana: by mistake"), (run.State, run.EndedWhy));
    }

    private static async Task<Lead> EnterAsync(Company company)
    {
        var yes = company.Filled("newsletter", ("firstName", "Jane")) with { Consent = new Consent("marketing", true, "v1") };
        await company.ArriveAsync(Jane, yes);
        await company.RunToRestAsync();
        return await company.LeadAsync(Jane);
    }

    private static async Task<UseCases.Ports.EmailMessage> FirstMailAsync(Company company)
    {
        for (var hours = 0; hours < 100 && company.Sender.Taken.Count == 0; hours++)
        {
            await company.PassAsync(TimeSpan.FromHours(1));
        }

        return Assert.Single(company.Sender.Taken);
    }
}
