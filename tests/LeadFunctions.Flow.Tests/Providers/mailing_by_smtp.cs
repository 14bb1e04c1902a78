using System.Net;
using System.Net.Sockets;
using System.Text;
using LeadFunctions.Providers.Email;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Flow.Tests.Providers;

public sealed class mailing_by_smtp
{
    private static readonly EmailMessage Hello = new(
        "notify:1", new Mailbox("leads@acme.example", "Acme Leads"), new Mailbox("ana@acme.example", "Ana Ruíz"), "Neuer Lead: Jürgen 🚀", "Grüße\nund mehr", "<p>Grüße</p>")
    {
        ReplyTo = new Mailbox("jane@globex.example", "Jane Doe"),
        Headers = new Dictionary<string, string> { ["Auto-Submitted"] = "auto-generated", ["List-Unsubscribe"] = "<https://acme.example/u/abc>" },
    };

    private static SmtpEmail To(int port, TimeSpan? timeout = null, bool startTls = false) =>
        new(new SmtpOptions("127.0.0.1") { Port = port, StartTls = startTls, Timeout = timeout ?? TimeSpan.FromSeconds(20) }, TimeProvider.System);

    [MailFact]
    public async Task a_mail_arrives_with_both_texts_and_every_header()
    {
        await using var server = await MailServer.StartAsync();

        var sent = Assert.IsType<EmailResult.Sent>(await To(server.Port).SendAsync(Hello, default));

        var mail = await server.NextAsync();
        var headers = Unfolded(mail);
        Assert.Equal(("leads@acme.example", "ana@acme.example"), (mail.From, mail.To.Single()));
        Assert.Contains("Message-ID: " + sent.MessageId, headers, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("Auto-Submitted: auto-generated", headers, StringComparison.Ordinal);
        Assert.Contains("List-Unsubscribe: <https://acme.example/u/abc>", headers, StringComparison.Ordinal);
        Assert.Contains("Reply-To: \"Jane Doe\" <jane@globex.example>", headers, StringComparison.Ordinal);
        Assert.Contains("multipart/alternative", headers, StringComparison.Ordinal);
        Assert.Contains("Grüße\r\nund mehr", mail.Texts[0], StringComparison.Ordinal);
        Assert.Contains("<p>Grüße</p>", mail.Texts[1], StringComparison.Ordinal);
        Assert.True(mail.Source.IndexOf("text/plain", StringComparison.Ordinal) < mail.Source.IndexOf("text/html", StringComparison.Ordinal));
    }

    [MailTheory]
    [InlineData("Offer\r\nBcc: all@acme.example")]
    [InlineData("Offer\nX-Evil: 1\n\nbody")]
    [InlineData("Offer\u2028Bcc: all@acme.example\u0085X-Evil: 1\0")]
    [InlineData("\" <ceo@victim.example>, \"")]
    public async Task E_2_no_subject_or_name_adds_a_header_or_a_recipient(string text)
    {
        await using var server = await MailServer.StartAsync();

        await To(server.Port).SendAsync(Hello with { Subject = text, ReplyTo = new("jane@globex.example", text), To = new("ana@acme.example", text) }, default);

        var mail = await server.NextAsync();
        var lines = Unfolded(mail).Split("\r\n").Where(line => !line.StartsWith("Subject:", StringComparison.Ordinal)).ToList();
        var names = lines.Select(line => line.Split(':')[0].ToLowerInvariant());
        Assert.Equal(["ana@acme.example"], mail.To);
        Assert.DoesNotContain("bcc", names);
        Assert.DoesNotContain("x-evil", names);
        Assert.DoesNotContain(lines, line => line.Contains("ceo@victim.example", StringComparison.Ordinal));
    }

    [MailTheory]
    [InlineData("nobody", true, "answered 550")]
    [InlineData("full", true, "answered 554")]
    [InlineData("busy", false, "answered 451")]
    [InlineData("gone", false, null)]
    public async Task what_the_server_refused_or_never_read_is_certainly_not_sent(string recipient, bool forGood, string? reason)
    {
        await using var server = await MailServer.StartAsync();

        var failed = Assert.IsType<EmailResult.Failed>(await To(server.Port).SendAsync(Hello with { To = new(recipient + "@acme.example") }, default));

        Assert.Equal(forGood, failed.ForGood);
        Assert.Equal(reason ?? failed.Reason, failed.Reason);
        Assert.Empty(await server.RestAsync());
    }

    [MailTheory]
    [InlineData("cut")]
    [InlineData("hang")]
    public async Task what_may_have_been_taken_is_not_called_failed(string recipient)
    {
        await using var server = await MailServer.StartAsync();

        Assert.IsType<EmailResult.Ambiguous>(await To(server.Port, TimeSpan.FromSeconds(2)).SendAsync(Hello with { To = new(recipient + "@acme.example") }, default));

        Assert.Single(await server.RestAsync());
    }

    [MailFact]
    public async Task a_certificate_nobody_vouches_for_gets_no_mail_and_no_password()
    {
        await using var server = await MailServer.StartAsync("secret");

        Assert.IsType<EmailResult.Failed>(await To(server.Port, startTls: true).SendAsync(Hello, default));

        Assert.Empty(await server.RestAsync());
    }

    [MailFact]
    public async Task a_mail_and_a_password_go_encrypted_to_whom_we_trust()
    {
        await using var server = await MailServer.StartAsync("secret");
        var smtp = new SmtpEmail(new SmtpOptions("127.0.0.1") { Port = server.Port, User = "leads", Password = "secret", Trust = (_, certificate, _, _) => certificate is not null }, TimeProvider.System);

        Assert.IsType<EmailResult.Sent>(await smtp.SendAsync(Hello, default));

        Assert.Contains("Grüße\r\nund mehr", (await server.NextAsync()).Texts[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("hello", false)]
    [InlineData("554 go away", false)]
    [InlineData("220 hi|250 me", true, "the server does not encrypt")]
    [InlineData("220 hi|250-me\r\n250 STARTTLS|454 not today", true, "the server does not encrypt")]
    [InlineData("220 hi|250-me\r\n250 STARTTLS|220 go\r\n250 injected", true, "the server said more before it encrypted")]
    [InlineData("220 hi|250 me|250 from|550 nobody", false)]
    [InlineData("220 hi|250 me|250 from|250 to|250 what", false)]
    public async Task a_strange_server_gets_nothing_and_is_no_mail_sent(string script, bool startTls, string? reason = null)
    {
        await using var server = new ScriptedServer(script.Split('|'));

        var failed = Assert.IsType<EmailResult.Failed>(await To(server.Port, startTls: startTls).SendAsync(Hello, default));

        Assert.Equal(reason ?? failed.Reason, failed.Reason);
    }

    [Theory]
    [InlineData("250 ok", "Sent")]
    [InlineData("250-two\r\n250 lines", "Sent")]
    [InlineData("421 closing", "Failed")]
    [InlineData("552 too big", "Failed")]
    [InlineData("354 more", "Ambiguous")]
    [InlineData("", "Ambiguous")]
    [InlineData("what", "Ambiguous")]
    public async Task E_3_only_the_last_answer_decides_and_a_strange_one_decides_nothing(string answer, string expected)
    {
        await using var server = new ScriptedServer([.. "220 hi|250 me|250 from|250 to|354 go".Split('|'), answer]);

        Assert.Equal(expected, (await To(server.Port).SendAsync(Hello, default)).GetType().Name);
    }

    [Fact]
    public async Task an_address_of_another_script_needs_a_server_that_takes_it()
    {
        await using var plain = new ScriptedServer(["220 hi", "250 me"]);
        await using var wide = new ScriptedServer(["220 hi", "250-me\r\n250 SMTPUTF8", "250 from", "250 to", "354 go", "250 ok"]);
        var mail = Hello with { To = new Mailbox("用户@example.com") };

        Assert.True(Assert.IsType<EmailResult.Failed>(await To(plain.Port).SendAsync(mail, default)).ForGood);
        Assert.IsType<EmailResult.Sent>(await To(wide.Port).SendAsync(mail, default));
        Assert.Equal(["MAIL FROM:<leads@acme.example> SMTPUTF8", "RCPT TO:<用户@example.com>"], wide.Heard.Skip(1).Take(2));
    }

    [MailTheory]
    [InlineData("secret", true)]
    [InlineData("wrong", false)]
    public async Task the_password_is_used(string password, bool works)
    {
        await using var server = await MailServer.StartAsync("secret");
        var smtp = new SmtpEmail(new SmtpOptions("127.0.0.1") { Port = server.Port, StartTls = false, User = "leads", Password = password }, TimeProvider.System);

        var result = await smtp.SendAsync(Hello, default);

        Assert.Equal(works, result is EmailResult.Sent);
        Assert.True(works || result is EmailResult.Failed { ForGood: false });
    }

    [Fact]
    public async Task a_server_that_is_not_there_or_says_nothing_is_a_failure_to_try_again()
    {
        using var mute = new TcpListener(IPAddress.Loopback, 0);
        mute.Start();
        var port = ((IPEndPoint)mute.LocalEndpoint).Port;

        Assert.False(Assert.IsType<EmailResult.Failed>(await To(port, TimeSpan.FromMilliseconds(300)).SendAsync(Hello, default)).ForGood);
        mute.Stop();
        Assert.False(Assert.IsType<EmailResult.Failed>(await To(port).SendAsync(Hello, default)).ForGood);
    }

    [Theory]
    [InlineData("", 587, false, "it has no host")]
    [InlineData("mail.example", 587, false, "in the clear")]
    public void settings_that_cannot_work_are_refused_at_the_start(string host, int port, bool startTls, string why)
    {
        var options = new SmtpOptions(host) { Port = port, StartTls = startTls, User = "leads", Password = "secret" };

        Assert.Contains(why, Assert.Throws<ArgumentException>(() => new SmtpEmail(options, TimeProvider.System)).Message, StringComparison.Ordinal);
    }

    private static string Unfolded(ReceivedMail mail) =>
        new StringBuilder(mail.Source[..mail.Source.IndexOf("\r\n\r\n", StringComparison.Ordinal)]).Replace("\r\n ", " ").Replace("\r\n\t", " ").ToString();
}
