using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Playbooks;
using LeadFunctions.Flow.Tests.Support;
using LeadFunctions.UseCases;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Flow.Tests;

public class answers_to_a_hosted_form
{
    private const string Ana = "ana@acme.example";

    [Fact]
    public async Task make_the_lead_that_the_playbooks_form_makes()
    {
        await using var company = new Company();

        await AnswerAsync(company, Answers("t1") with { Form = "demo", PageUrl = "https://www.example.com/demo?utm_source=News&gclid=Z1" });

        var lead = await company.LeadAsync(Ana);
        Assert.Equal(Stage.Mql, lead.Stage);
        Assert.Equal(("Ana Silva", "Acme"), (lead.Attribute("name"), lead.Attribute("company")));
        Assert.Equal(("News", "gclid:Z1"), (lead.FirstTouch!.Attribution.Source, lead.FirstTouch.Attribution.ClickId));
        var signal = (await company.TimelineAsync<Activity.SignalReceived>(Ana)).Single().Signal;
        Assert.Equal(("demo-request", "form:demo", "Soon"), (signal.Name, signal.Source, signal.Answers!["When do you want to start?"]));
    }

    [Fact]
    public async Task go_to_the_form_that_lists_the_hosted_one()
    {
        await using var company = new Company(Taking("newsletter", "typeform:abc123"));

        await AnswerAsync(company, Answers("t1") with { ProviderForm = "abc123" });

        Assert.Equal("newsletter-signup", (await company.TimelineAsync<Activity.SignalReceived>(Ana)).Single().Signal.Name);
    }

    [Fact]
    public async Task are_kept_until_the_playbook_has_a_form_for_them()
    {
        await using var company = new Company();
        await AnswerAsync(company, Answers("t1") with { ProviderForm = "abc123" });
        var dead = Assert.Single(await company.DeadLettersAsync());
        Assert.Contains("typeform", dead.Reason, StringComparison.Ordinal);

        company.Publish(Taking("contact", "typeform"));
        Assert.True(await company.Queue.ReplayAsync(dead.Id, default));
        await company.RunToRestAsync();

        Assert.Equal("contact-form", (await company.TimelineAsync<Activity.SignalReceived>(Ana)).Single().Signal.Name);
    }

    [Fact]
    public async Task without_an_email_are_kept_until_the_form_names_the_input()
    {
        await using var company = new Company();

        await AnswerAsync(company, Answers("t1") with { Form = "demo", Answers = [new(["Name"], "Ana"), new(["one"], "a@example.com"), new(["other"], "b@example.com")] });

        Assert.Contains("fields", Assert.Single(await company.DeadLettersAsync()).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task come_once_however_often_they_are_sent()
    {
        await using var company = new Company();
        var message = new Message.FormAnswered(Answers("t1") with { Form = "demo" });
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => company.PostAsync(message).AsTask()));
        await company.RunToRestAsync();
        var timeline = (await company.TimelineAsync(Ana)).Count;

        company.Wait(TimeSpan.FromDays(20));
        await new Receipts(company.Store).ForgetAsync(company.Now, default);
        await company.PostAsync(message);
        await company.RunToRestAsync();

        Assert.Equal(timeline, (await company.TimelineAsync(Ana)).Count);
        await AnswerAsync(company, Answers("t2") with { Form = "demo" });
        Assert.Equal(2, (await company.TimelineAsync<Activity.SignalReceived>(Ana)).Count);
    }

    [Fact]
    public async Task the_step_may_run_twice_and_commits_once()
    {
        await using var company = new Company();
        var (message, step) = (new Message.FormAnswered(Answers("t1") with { Form = "demo" }), company.Step<Message.FormAnswered>());

        var (first, second) = (await step.HandleAsync([message], default), await step.HandleAsync([message], default));

        Assert.Equal(CommitResult.Committed, await company.Store.CommitAsync(((Outcome.Done)first).Commit, default));
        Assert.Equal(CommitResult.Conflict, await company.Store.CommitAsync(((Outcome.Done)second).Commit, default));
        Assert.IsType<Outcome.Skipped>(await step.HandleAsync([message], default));
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("yes", true)]
    [InlineData("1", false)]
    [InlineData("false", false)]
    [InlineData("I agree", false)]
    public async Task F_34_give_a_consent_only_by_an_explicit_yes(string answer, bool given)
    {
        await using var company = new Company();

        await AnswerAsync(company, Answers("t1") with { Form = "demo", Answers = [new(["email"], Ana), new(["Consent"], answer)] });

        Assert.Equal(given, (await company.LeadAsync(Ana)).Consents.Any(consent => consent is { Purpose: "marketing", Granted: true, TextVersion: not null }));
    }

    [Theory]
    [InlineData("_gotcha", null)]
    [InlineData("other", "provider-spam")]
    public async Task of_a_machine_make_no_lead(string input, string? machine)
    {
        await using var company = new Company();

        await AnswerAsync(company, Answers("t1") with { Form = "demo", Answers = [new(["email"], Ana), new([input], "https://spam.example")], Machine = machine is null ? null : [machine] });

        Assert.Null(await company.FindAsync(Ana));
        Assert.Empty(await company.DeadLettersAsync());
    }

    [Theory]
    [InlineData("Prénom", "prenom", true)]
    [InlineData("Pre\u0301nom", "PRÉNOM", true)]
    [InlineData("First  Name:", "first_name", true)]
    [InlineData("E-MAIL", "email", true)]
    [InlineData("your-email", "Your Email", true)]
    [InlineData("1.3", "13", false)]
    [InlineData("電話番号", "電話", false)]
    public void know_a_question_by_its_label(string one, string other, bool same) => Assert.Equal(same, Label.Fold(one) == Label.Fold(other));

    [Fact]
    public async Task are_cut_and_cleaned_rather_than_refused()
    {
        await using var company = new Company();
        var many = Enumerable.Range(0, 300).Select(i => new FormAnswer([$"question {i} {new string('q', 500)}"], new string('a', 20_000) + "\u0000\u001b"));

        await AnswerAsync(company, Answers("t1") with { Form = "demo", Answers = [new(["email"], Ana), new(["score"], "999"), new(["ownerId"], "eve"), .. many] });

        var lead = await company.LeadAsync(Ana);
        var answers = (await company.TimelineAsync<Activity.SignalReceived>(Ana)).Single().Signal.Answers!;
        Assert.Equal(64, answers.Count);
        Assert.All(answers, answer => Assert.True(answer.Key.Length <= 100 && answer.Value.Length <= 4096 && !answer.Value.Any(char.IsControl)));
        Assert.NotEqual("eve", lead.Owner?.PersonId);
        Assert.Equal("999", answers["score"]);
    }

    [Fact]
    public async Task that_are_only_announced_are_fetched()
    {
        await using var company = new Company();
        company.Meta.Answers = tried => tried == 1 ? new AnswersFound.Failed("busy") : new AnswersFound.Found(Answers("999") with { Provider = "meta", Form = "demo" });

        await company.PostAsync(new Message.AnswersWanted("meta", "999", company.Now, "demo", "2"));
        await company.PassUntilAsync(async () => await company.FindAsync(Ana) is not null);

        Assert.Equal(2, company.Meta.Asked);
    }

    [Fact]
    public async Task that_can_never_be_fetched_are_dead_letters()
    {
        await using var company = new Company();
        company.Meta.Answers = _ => new AnswersFound.Failed("the Graph API answered 400", ForGood: true);

        await company.PostAsync(new Message.AnswersWanted("meta", "999", company.Now, "demo", "2"), new Message.AnswersWanted("linkedin", "1", company.Now, "demo", null));
        await company.RunToRestAsync();

        Assert.Equal(2, (await company.DeadLettersAsync()).Count);
    }

    private static FormAnswers Answers(string id) => new("typeform", id, DateTimeOffset.UnixEpoch.AddYears(56))
    {
        Answers = [new(["Your e-mail", "ref-1", "email"], Ana) { IsEmail = true }, new(["Full Name"], "Ana Silva"), new(["Company"], "Acme"), new(["When do you want to start?"], "Soon")],
    };

    private static Playbook Taking(string form, string webhook) =>
        Rules.B2b with { Forms = [.. Rules.B2b.Forms.Select(one => one.Id == form ? one with { Webhooks = [webhook] } : one)] };

    private static async Task AnswerAsync(Company company, FormAnswers answers)
    {
        await company.PostAsync(new Message.FormAnswered(answers));
        await company.RunToRestAsync();
    }
}
