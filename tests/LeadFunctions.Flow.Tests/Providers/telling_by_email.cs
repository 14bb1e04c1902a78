using LeadFunctions.Providers.Email;
using LeadFunctions.Providers.Notify;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Flow.Tests.Providers;

public sealed class telling_by_email : IDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("leadfunctions-mail-test-").FullName;

    public static TheoryData<string> HostileTexts => Told.HostileTexts;

    public void Dispose() => Directory.Delete(_data, recursive: true);

    private EmailNotifier Email => new(new FileEmail(_data, TimeProvider.System), new Mailbox("leads@acme.example", "Acme Leads"));

    private string[] Files(string pattern) => Directory.GetFiles(_data, pattern, SearchOption.AllDirectories);

    private async Task<EmailMessage> MailedAsync(Notification told)
    {
        Assert.IsType<NotifyResult.Sent>(await Email.SendAsync(told, default));
        Assert.Single(Files("*"));
        return Assert.Single((await new FileMailbox(_data).ListAsync(null, 10, default)).Items).Mail;
    }

    [Fact]
    public async Task says_who_why_now_what_by_when_and_answers_go_to_the_lead()
    {
        var mail = await MailedAsync(Told.Full);

        Assert.Equal(("ana@acme.example", "jane@globex.example", "New lead: Jane Doe, VP Sales at Globex"), (mail.To.Address, mail.ReplyTo?.Address, mail.Subject));
        Assert.Equal("auto-generated", mail.Headers["Auto-Submitted"]);
        foreach (var words in new[] { "+30 Demo request", "Call within the hour", "today 01:04 (Europe/Berlin)", Told.Full.ClaimUrl! })
        {
            Assert.Contains(words, mail.Text, StringComparison.Ordinal);
            Assert.Contains(System.Net.WebUtility.HtmlEncode(words), mail.Html, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(HostileTexts))]
    public async Task nothing_a_lead_wrote_is_markup_a_header_or_a_line_of_its_own(string text)
    {
        var mail = await MailedAsync(Told.Hostile(text));
        var eml = await File.ReadAllTextAsync(Files("*.eml").Single());

        Assert.DoesNotMatch("(?i)<(script|img)|href=\"(?!https://)|<[^>]* on\\w+=", mail.Html);
        Assert.DoesNotContain(mail.Subject, char.IsControl);
        Assert.InRange(mail.Subject.Length, 1, 150);
        Assert.DoesNotContain("\nBcc:", eml, StringComparison.OrdinalIgnoreCase);
        Assert.Null(mail.ReplyTo);
        Assert.All(eml.Split('\n').Select(line => line.TrimEnd('\r')), line => Assert.InRange(line.Length, 0, 998));
    }

    [Fact]
    public async Task a_digest_has_each_leads_own_link()
    {
        var mail = await MailedAsync(Told.Digest(30));

        Assert.Equal("30 more leads for you", mail.Subject);
        Assert.Equal(20, mail.Html.Split("<a href=\"https://leads.acme.example/api/claim/").Length - 1);
        Assert.Contains("and 10 more", mail.Html, StringComparison.Ordinal);
        Assert.Contains("and 10 more", mail.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task into_the_folder_twice_is_one_mail_even_on_another_day()
    {
        await Email.SendAsync(Told.Full, default);
        var first = await File.ReadAllBytesAsync(Files("*.eml").Single());
        var folder = Path.GetDirectoryName(Files("*.eml").Single())!;
        Directory.Move(folder, Path.Combine(Path.GetDirectoryName(folder)!, "2020-01-01"));

        Assert.IsType<NotifyResult.Sent>(await Email.SendAsync(Told.Full with { Score = 99 }, default));

        Assert.True(Email.Deduplicates);
        Assert.Equal(first, await File.ReadAllBytesAsync(Files("*.eml").Single()));
    }

    [Fact]
    public async Task what_a_crash_left_unfinished_is_written_anew()
    {
        await Email.SendAsync(Told.Full, default);
        var eml = Files("*.eml").Single();
        File.Move(eml, eml + ".tmp");

        await Email.SendAsync(Told.Full, default);

        Assert.Equal([eml], Files("*"));
    }

    [Fact]
    public async Task a_folder_that_cannot_be_written_is_a_failure_to_try_again()
    {
        await File.WriteAllTextAsync(Path.Combine(_data, "outbox"), "in the way");

        Assert.False(Assert.IsType<NotifyResult.Failed>(await Email.SendAsync(Told.Full, default)).ForGood);
    }

    [Theory]
    [InlineData("Bcc", "all@acme.example")]
    [InlineData("X-Good", "a\r\nBcc: all@acme.example")]
    [InlineData("X-Bad\r\nBcc", "all@acme.example")]
    [InlineData("Content-Type", "text/html")]
    [InlineData("X-Good", "é")]
    [InlineData("", "x")]
    public async Task a_header_that_may_not_be_sent_stops_the_mail_for_good(string name, string value)
    {
        var mail = new EmailMessage("k", new("leads@acme.example"), new("ana@acme.example"), "s", "t", "h") { Headers = new Dictionary<string, string> { [name] = value } };

        Assert.True(Assert.IsType<EmailResult.Failed>(await new FileEmail(_data, TimeProvider.System).SendAsync(mail, default)).ForGood);
        Assert.Empty(Files("*"));
    }

    [Theory]
    [InlineData("ana@acme.example, ben@acme.example")]
    [InlineData("ana@acme.example\r\nRCPT TO:<ben@acme.example>")]
    [InlineData("Ana <ana@acme.example>")]
    [InlineData("ANA@acme.example")]
    [InlineData("")]
    public async Task an_address_that_is_not_exactly_one_stops_the_mail_for_good(string address)
    {
        var mail = new EmailMessage("k", new("leads@acme.example"), new(address), "s", "t", "h");

        Assert.True(Assert.IsType<EmailResult.Failed>(await new FileEmail(_data, TimeProvider.System).SendAsync(mail, default)).ForGood);
    }
}
