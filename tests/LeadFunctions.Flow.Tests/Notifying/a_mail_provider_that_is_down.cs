using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Playbooks;
using LeadFunctions.Flow.Tests.Providers;
using LeadFunctions.Flow.Tests.Support;
using LeadFunctions.Providers.Email;
using LeadFunctions.Providers.Notify;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Flow.Tests.Notifying;

/// <summary>The whole chain onto a real SMTP server.</summary>
public class a_mail_provider_that_is_down
{
    private const string Jane = "jane@globex.example";

    /// <summary>A server that can be taken away.</summary>
    private sealed class Switchable(MailServer server) : IEmailSender
    {
        public bool Down { get; set; }

        public string Name => "smtp";

        public bool Deduplicates => false;

        public int Tried { get; private set; }

        public Task<EmailResult> SendAsync(EmailMessage mail, CancellationToken ct)
        {
            Tried++;
            return new SmtpEmail(new SmtpOptions("127.0.0.1") { Port = Down ? 1 : server.Port, StartTls = false }, TimeProvider.System).SendAsync(mail, ct);
        }
    }

    private static Company Office(IEmailSender smtp) => new(
        Rules.B2b with { Sla = [], Notifications = new NotificationSettings { Channels = ["email"], Digest = new DigestRule(5, TimeSpan.FromMinutes(15)) } },
        channels: [new EmailNotifier(smtp, new Mailbox("leads@acme.example", "Acme Leads"))]);

    [MailFact]
    public async Task gets_one_mail_per_lead_while_it_is_up()
    {
        await using var server = await MailServer.StartAsync();
        await using var company = Office(new Switchable(server));

        await company.SubmitAsync(Jane, "demo", ("name", "Jane Doe"), ("title", "CTO"), ("company", "Globex"), ("companySize", "200"), ("industry", "software"), ("country", "US"));

        var mail = await server.NextAsync();
        Assert.Equal("hugo.sample@example.com", mail.To.Single());
        Assert.Contains("https://leads.example/api/claim/", mail.Texts[0], StringComparison.Ordinal);
        Assert.Equal("sent", Assert.Single(await company.TimelineAsync<Activity.Notified>(Jane)).Outcome);
        Assert.Empty(await server.RestAsync());
    }

    [MailFact]
    public async Task is_tried_again_with_longer_waits_and_then_is_a_dead_letter_that_a_replay_delivers_once()
    {
        await using var server = await MailServer.StartAsync();
        var smtp = new Switchable(server) { Down = true };
        await using var company = Office(smtp);

        await company.SubmitAsync(Jane, "demo", ("title", "CTO"), ("companySize", "200"), ("industry", "software"), ("country", "US"));
        Assert.Equal(1, smtp.Tried);
        await company.PassUntilAsync(async () => (await company.DeadLettersAsync()).Count == 1);
        Assert.Equal(10, smtp.Tried);
        Assert.Empty(await company.TimelineAsync<Activity.Notified>(Jane));

        smtp.Down = false;
        var dead = Assert.Single(await company.DeadLettersAsync());
        Assert.Equal("notify", dead.Step);
        Assert.True(await company.Queue.ReplayAsync(dead.Id, default));
        Assert.False(await company.Queue.ReplayAsync(dead.Id, default));
        await company.RunToRestAsync();

        await server.NextAsync();
        Assert.Equal("sent", Assert.Single(await company.TimelineAsync<Activity.Notified>(Jane)).Outcome);
        Assert.Empty(await server.RestAsync());
    }
}
