using LeadFunctions.Domain.Emails;
using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Lifecycle;
using LeadFunctions.Domain.Merging;
using LeadFunctions.Domain.Playbooks;
using LeadFunctions.Flow.Tests.Support;
using LeadFunctions.UseCases;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Flow.Tests;

/// <summary>Every step of the flow, each with the state and the message that make it do something. A step without a case here fails.</summary>
public sealed class a_message_delivered_twice
{
    private const string Jane = "jane@globex.example";
    private const string Browser = "visitor-1";

    /// <summary>Brings a company to where the message has work to do.</summary>
    private static readonly Dictionary<string, Func<Company, Task<Message>>> Cases = new()
    {
        ["apply-signal"] = company => Task.FromResult<Message>(company.Arrived(Jane, company.Filled("demo", ("title", "CEO")) with { VisitorId = Browser })),
        ["follow-visitor"] = company => Task.FromResult<Message>(new Message.VisitorSeen(Browser, [company.Happened("pricing-page-view") with { VisitorId = Browser }])),
        ["join-visitor"] = async company =>
        {
            var lead = await company.SubmitAsync(Jane, "newsletter");
            await company.SeenAsync(Browser, company.Happened("pricing-page-view"));
            return new Message.VisitorIdentified(Browser, lead.Id, Jane, company.Now);
        },
        ["enrich-lead"] = async company => new Message.LeadCaptured((await company.SubmitAsync(Jane, "newsletter")).Id),
        ["route-lead"] = async company =>
        {
            company.Publish(company.Playbook.Away(company.Now));
            var lead = await company.SubmitAsync(Jane, "demo");
            company.Publish(company.Playbook.OnlyHere(company.Now, "ben"));
            return new Message.LeadNeedsOwner(lead.Id, "held");
        },
        ["decay-lead"] = async company =>
        {
            var lead = await company.SubmitAsync(Jane, "demo");
            company.WaitUntil(lead.DueAt!.Value);
            return new Message.LeadDue(lead.Id);
        },
        ["watch-sla"] = async company =>
        {
            company.Publish(Rules.B2b);
            var lead = await company.SubmitAsync(Jane, "demo");
            company.WaitUntil(lead.Clocks[0].StartedAt.AddDays(3));
            return new Message.ClockDue(lead.Id);
        },
        ["notify"] = async company =>
        {
            var lead = await company.SubmitAsync(Jane, "newsletter");
            return new Message.NotificationDue(lead.Id, "notify:once", "ana", "assigned", "console");
        },
        ["send-digest"] = async company =>
        {
            company.Publish(company.Playbook with { Notifications = company.Playbook.Notifications with { Digest = new DigestRule(1, TimeSpan.FromMinutes(15)) } });
            var lead = await company.SubmitAsync(Jane, "newsletter");
            await company.PostAsync(new Message.NotificationDue(lead.Id, "notify:first", "ana", "assigned", "slack"));
            await company.RunToRestAsync();
            await company.PostAsync(new Message.NotificationDue(lead.Id, "notify:next", "ana", "band-up", "slack"));
            await company.RunToRestAsync();
            return new Message.DigestDue("ana", "slack", 1);
        },
        ["sync-crm"] = company =>
        {
            company.Publish(company.Playbook with { Webhooks = [new WebhookEndpoint("crm", "https://crm.example", [], "CRM_SECRET")] });
            return Task.FromResult<Message>(new Message.WebhookDue("crm", "evt_1", "lead.noted", "{}"));
        },
        ["nurture-step"] = async company => new Message.NurtureDue((await Mailable.DueAsync(company, Jane)).LeadId, []),
        ["send-email"] = async company => await Mailable.DueAsync(company, Jane),
        ["apply-email-event"] = async company =>
        {
            var lead = await company.SubmitAsync(Jane, "newsletter");
            EmailEvent Told(EmailEventKind kind) => new("sendgrid", "sendgrid:" + kind, kind, company.Now) { Recipient = Jane };
            return new Message.EmailReported(lead.Id, [Told(EmailEventKind.Click), Told(EmailEventKind.SoftBounce), Told(EmailEventKind.Complaint)]);
        },
        ["submit-answers"] = company => Task.FromResult<Message>(new Message.FormAnswered(Answers())),
        ["fetch-answers"] = company =>
        {
            company.Meta.Answers = _ => new AnswersFound.Found(Answers());
            return Task.FromResult<Message>(new Message.AnswersWanted("meta", "999", company.Now, "demo", "2"));
        },
        ["join-leads"] = async company =>
        {
            var (lead, other) = (await company.SubmitAsync(Jane, "newsletter"), await company.SubmitAsync("jane+too@acme.example", "newsletter"));
            await company.Store.CommitAsync(new Commit { Lead = other with { MergedInto = lead.Id, Merged = new MergeNote(company.Now, "kim", null) } }, default);
            return new Message.ShareChanged(lead.Id, other.Id, []);
        },
        ["count-lead"] = async company =>
        {
            var lead = await company.SubmitAsync(Jane, "newsletter");
            await company.Store.CommitAsync(new Commit { Lead = Stays.Move(lead, Stage.Mql, company.Now) }, default);
            return new Message.FiguresChanged(lead.Id);
        },
    };

    private static FormAnswers Answers() => new("meta", "999", DateTimeOffset.UnixEpoch.AddYears(50)) { Form = "demo", Answers = [new(["email"], Jane)] };

    public static TheoryData<string> Steps => [.. UseCases.Flow.Steps.Select(step => step.Name)];

    [Theory]
    [MemberData(nameof(Steps))]
    public async Task one_after_the_other_commits_once(string step)
    {
        await using var company = Employer();
        var message = await CaseAsync(step, company);
        var before = await SeenAsync(company);

        await company.PostAsync(message);
        await company.RunToRestAsync();
        var once = await SeenAsync(company);
        company.Wait(TimeSpan.FromSeconds(7));
        await company.PostAsync(message);
        await company.RunToRestAsync();

        Assert.NotEqual(before, once);
        Assert.Equal(once, await SeenAsync(company));
    }

    [Theory]
    [MemberData(nameof(Steps))]
    public async Task and_decided_on_twice_before_either_is_written_commits_once(string step)
    {
        await using var company = Employer();
        var message = await CaseAsync(step, company);

        var first = await HandleAsync(company, message);
        company.Wait(TimeSpan.FromSeconds(7));
        var second = await HandleAsync(company, message);
        Assert.Equal(CommitResult.Committed, await CommitAsync(company, first));
        await company.RunToRestAsync();
        var once = await SeenAsync(company);

        // A host meets the conflict by running the step again.
        if (await CommitAsync(company, second) == CommitResult.Conflict && await HandleAsync(company, message) is Outcome.Done again)
        {
            await CommitAsync(company, again);
        }

        await company.RunToRestAsync();
        Assert.Equal(once, await SeenAsync(company));
        Assert.Equal(company.Told.Count, company.Told.DistinctBy(told => told.EffectKey).Count());
    }

    [Fact]
    public void has_a_case_here_for_every_step_of_the_flow() =>
        Assert.Equal(UseCases.Flow.Steps.Select(step => step.Name).Order(StringComparer.Ordinal), Cases.Keys.Order(StringComparer.Ordinal));

    private static Company Employer() => new(
        enricher: new Knows("globex.example", ("companySize", "300")),
        channels: [new Channel("console"), new Channel("file"), new Channel("slack", interrupts: true)]);

    private static Task<Message> CaseAsync(string step, Company company) =>
        Cases.TryGetValue(step, out var arrange) ? arrange(company) : throw new InvalidOperationException($"The step {step} has no case: add one to {nameof(Cases)}.");

    private static Task<string> SeenAsync(Company company) => company.EverythingAsync([Jane], [Browser]);

    private static Task<Outcome> HandleAsync(Company company, Message message) => message switch
    {
        Message.SignalArrived one => company.Step<Message.SignalArrived>().HandleAsync([one], default),
        Message.VisitorSeen one => company.Step<Message.VisitorSeen>().HandleAsync([one], default),
        Message.VisitorIdentified one => company.Step<Message.VisitorIdentified>().HandleAsync([one], default),
        Message.LeadCaptured one => company.Step<Message.LeadCaptured>().HandleAsync([one], default),
        Message.LeadNeedsOwner one => company.Step<Message.LeadNeedsOwner>().HandleAsync([one], default),
        Message.LeadDue one => company.Step<Message.LeadDue>().HandleAsync([one], default),
        Message.ClockDue one => company.Step<Message.ClockDue>().HandleAsync([one], default),
        Message.NotificationDue one => company.Step<Message.NotificationDue>().HandleAsync([one], default),
        Message.DigestDue one => company.Step<Message.DigestDue>().HandleAsync([one], default),
        Message.WebhookDue one => company.Step<Message.WebhookDue>().HandleAsync([one], default),
        Message.NurtureDue one => company.Step<Message.NurtureDue>().HandleAsync([one], default),
        Message.MailDue one => company.Step<Message.MailDue>().HandleAsync([one], default),
        Message.EmailReported one => company.Step<Message.EmailReported>().HandleAsync([one], default),
        Message.FormAnswered one => company.Step<Message.FormAnswered>().HandleAsync([one], default),
        Message.FiguresChanged one => company.Step<Message.FiguresChanged>().HandleAsync([one], default),
        Message.AnswersWanted one => company.Step<Message.AnswersWanted>().HandleAsync([one], default),
        Message.ShareChanged one => company.Step<Message.ShareChanged>().HandleAsync([one], default),
        _ => throw new ArgumentOutOfRangeException(nameof(message), message, "A message without a step here."),
    };

    private static async Task<CommitResult> CommitAsync(Company company, Outcome outcome) =>
        outcome is Outcome.Done done ? await company.Store.CommitAsync(done.Commit, default) : CommitResult.Conflict;
}
