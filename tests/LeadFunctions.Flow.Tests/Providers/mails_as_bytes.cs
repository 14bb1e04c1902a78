using System.Text;
using LeadFunctions.Providers.Email;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Flow.Tests.Providers;

/// <summary>What SMTP and the mailbox folder write, read by a program of others and by our own folder.</summary>
public sealed class mails_as_bytes : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 8, 5, 9, TimeSpan.FromHours(2));

    private static readonly EmailMessage Hello = new(
        "mail:ld_1:new-lead:1:first", new Mailbox("leads@acme.example", "Acme, Inc."), new Mailbox("ana@xn--mnchen-3ya.example", "Ana Ruíz"), "Grüße", "Hallo Jürgen,\n.\n..\n\nbye", "<p>Hallo</p>")
    {
        ReplyTo = new Mailbox("jane@globex.example", "Jane Doe"),
        Headers = new Dictionary<string, string> { ["List-Unsubscribe"] = $"<https://acme.example/u/{new string('a', 300)}>", ["Auto-Submitted"] = "auto-generated" },
    };

    private readonly string _data = Directory.CreateTempSubdirectory("leadfunctions-mail-test-").FullName;

    public void Dispose() => Directory.Delete(_data, recursive: true);

    private static readonly string[] Any =
    [
        "plain", "Jürgen 🚀", "日本語のとても長い件名です。" + new string('長', 80), new string('é', 120) + " end", string.Join(' ', Enumerable.Repeat("words", 40)), new string('x', 240),
        "=?utf-8?B?cGxhaW4=?=", "a =? b ?= c", "two  blanks   three", "👩‍👩‍👧‍👦 family " + string.Concat(Enumerable.Repeat("👍🏽", 40)), "100 % (comment) [list] =20", "tab\tand\u00a0nbsp", ".", "From me",
    ];

    public static TheoryData<string> Texts => [.. Any];

    [ReaderTheory]
    [MemberData(nameof(Texts))]
    public async Task any_text_comes_out_as_it_went_in(string text)
    {
        var mail = Hello with { Subject = text, To = Hello.To with { Name = text }, Text = text + "\n\n" + text, Html = $"<p>{text}</p>" };

        var read = await ReadAsync(mail);

        Assert.Equal(MailRules.Subject(mail), read.Subject);
        Assert.Equal([MailRules.NameOf(mail.To)!, mail.To.Address], Assert.Single(read.To));
        Assert.Equal((mail.Text, mail.Html), (read.Parts[0][1].TrimEnd('\n'), read.Parts[1][1].TrimEnd('\n')));
    }

    [ReaderFact]
    public async Task everything_is_where_a_reader_looks_for_it()
    {
        var read = await ReadAsync(Hello);

        Assert.Equal(["Acme  Inc.", "leads@acme.example"], Assert.Single(read.From));
        Assert.Equal(["Jane Doe", "jane@globex.example"], Assert.Single(read.ReplyTo));
        Assert.Equal((Now, "multipart/alternative", Mime.MessageIdOf(Hello)), (read.Date, read.Type, read.MessageId));
        Assert.Equal(["text/plain", "text/html"], read.Parts.Select(part => part[0]));
        Assert.Equal(Hello.Headers, read.Headers.Where(header => Hello.Headers.ContainsKey(header[0])).ToDictionary(header => header[0], header => header[1]));
    }

    [ReaderTheory]
    [InlineData("Offer\r\nBcc: all@acme.example")]
    [InlineData("Offer\r\n\r\n--lf-x\r\nContent-Type: text/html\r\n\r\n<script>")]
    [InlineData("x\" <ceo@victim.example>, \"y")]
    [InlineData("=?utf-8?Q?x=0D=0ABcc:_all@acme.example?=")]
    [InlineData("Offer\u2028Bcc: all@acme.example\u0085X-Evil: 1\0\u007f")]
    [InlineData("a\uD800b\uDC00")]
    public async Task E_2_no_text_adds_a_header_a_recipient_or_a_part(string text)
    {
        var names = (await ReadAsync(Hello)).Headers.Select(header => header[0]);

        var read = await ReadAsync(Hello with { Subject = text, To = Hello.To with { Name = text }, From = Hello.From with { Name = text }, ReplyTo = Hello.ReplyTo! with { Name = text } });

        Assert.Equal(names, read.Headers.Select(header => header[0]));
        Assert.Equal((Hello.To.Address, Hello.From.Address, "jane@globex.example"), (Assert.Single(read.To)[1], Assert.Single(read.From)[1], Assert.Single(read.ReplyTo)[1]));
        Assert.Equal(2, read.Parts.Count);
    }

    [ReaderFact]
    public async Task E_2_a_kilobyte_of_a_name_is_cut()
    {
        var read = await ReadAsync(Hello with { To = Hello.To with { Name = new string('n', 1_000) }, Subject = new string('s', 1_000) });

        Assert.InRange(Assert.Single(read.To)[0].Length, 1, 101);
        Assert.InRange(read.Subject.Length, 1, 250);
    }

    [ReaderFact]
    public async Task an_address_of_any_script_stays_one()
    {
        var read = await ReadAsync(Hello with { To = new Mailbox("用户@example.com", "用户") });

        Assert.Equal(["用户", "用户@example.com"], Assert.Single(read.To));
    }

    [Fact]
    public void no_line_is_too_long_or_ends_alone()
    {
        foreach (var text in Any)
        {
            var bytes = Mime.Of(Hello with { Subject = text, To = Hello.To with { Name = text }, Text = new string('y', 5_000) }, Now);
            var lines = Encoding.UTF8.GetString(bytes).Split("\r\n");

            Assert.All(lines, line => Assert.DoesNotContain(line, letter => letter is '\r' or '\n'));
            Assert.All(lines.Where(line => !line.Contains("List-Unsub", StringComparison.Ordinal) && !line.Contains("xxxxx", StringComparison.Ordinal)), line => Assert.InRange(line.Length, 0, 90));
            Assert.All(lines, line => Assert.InRange(line.Length, 0, 998));
            Assert.DoesNotContain(lines, line => line.Length > 0 && line.Trim().Length == 0);
        }
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task the_mailbox_shows_what_went_out(string text)
    {
        var mail = Hello with { Subject = text, To = Hello.To with { Name = text }, Text = text + "\n" + text, Html = $"<p>{text}</p>" };
        var files = new FileEmail(_data, TimeProvider.System);

        Assert.IsType<EmailResult.Sent>(await files.SendAsync(mail, default));

        var kept = Assert.Single((await files.Folder.List(null, 10, default)).Items).Mail;
        Assert.Equal(mail.Headers, kept.Headers);
        Assert.Equal(
            mail with { Subject = MailRules.Subject(mail), To = mail.To with { Name = MailRules.NameOf(mail.To) }, From = mail.From with { Name = "Acme  Inc." }, Headers = kept.Headers }, kept);
    }

    [Theory]
    [InlineData("")]
    [InlineData("From: x\r\n\r\nhello")]
    [InlineData("X-LeadFunctions-Effect: =?utf-8?B?A?=\r\nFrom: a\r\nTo: b\r\n\r\n")]
    public async Task a_file_of_somebody_else_is_no_mail_of_ours_and_stops_nothing(string content)
    {
        var files = new FileEmail(_data, TimeProvider.System);
        await files.SendAsync(Hello, default);
        var ours = Directory.GetFiles(_data, "*.eml", SearchOption.AllDirectories).Single();
        await File.WriteAllTextAsync(Path.Combine(Path.GetDirectoryName(ours)!, new string('0', 32) + ".eml"), content);

        Assert.Single((await files.Folder.List(null, 10, default)).Items);
    }

    private static async Task<ReadMail> ReadAsync(EmailMessage mail)
    {
        Assert.Null(MailRules.WhyNot(mail));
        var read = await MailReader.ReadAsync(Mime.Of(mail, Now));
        Assert.Empty(read.Defects);
        return read;
    }
}
