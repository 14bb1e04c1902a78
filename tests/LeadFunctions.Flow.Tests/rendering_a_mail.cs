using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Nurture;
using LeadFunctions.Domain.Playbooks;
using LeadFunctions.UseCases.Mail;
using LeadFunctions.UseCases.Playbooks;

namespace LeadFunctions.Flow.Tests;

/// <summary>From a text of the playbook to HTML and plain text, whatever a lead calls itself.</summary>
public class rendering_a_mail
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly Playbook B2b = ReadPlaybook.FromYaml(ShippedPlaybooks.Text("b2b")!, "b2b.yaml").Playbook!;
    private static readonly MailLinks Links = new("https://leads.example/api/u/t", "https://leads.example/api/o/t", "https://leads.example/api/c/trap");

    public static TheoryData<string> Texts => [.. B2b.Texts.Select(text => text.Id)];

    [Theory]
    [MemberData(nameof(Texts))]
    public void every_shipped_text_reads_well_for_a_lead_of_whom_all_or_nothing_is_known(string id)
    {
        var text = B2b.Texts.First(one => one.Id == id);
        foreach (var (lead, owner) in new[] { (Lead("Ana Silva", "Acme"), B2b.People[1]), (Lead(null, null), null) })
        {
            var mail = RenderMail.Of(text, MailValues.Of(lead, B2b.Mail!, owner), (place, _) => $"https://leads.example/api/c/{place}");
            var (html, plain) = MailFrame.Around(mail, B2b.Mail!.Postal, Links);

            Assert.InRange(mail.Subject.Length, 5, 70);
            Assert.InRange(mail.Links.Count, 0, 4);
            Assert.All(mail.Links, link => Assert.StartsWith("https://www.example.com/", link, StringComparison.Ordinal));
            Assert.DoesNotContain("{{", html + plain + mail.Subject, StringComparison.Ordinal);
            Assert.DoesNotContain("  ", plain, StringComparison.Ordinal);
            Assert.DoesNotContain(" .", plain, StringComparison.Ordinal);
            Assert.StartsWith(lead.Attributes.Count > 0 ? "Hi Ana," : "Hello,", plain, StringComparison.Ordinal);
            Assert.Contains(B2b.Mail.Postal, plain, StringComparison.Ordinal);
            Assert.Contains(Links.Unsubscribe!, plain, StringComparison.Ordinal);
            Assert.Equal(mail.Links.Count, html.Split("/api/c/").Length - 2);
        }
    }

    [Theory]
    [InlineData("<script>alert(1)</script>", "&lt;script&gt;")]
    [InlineData("<a href=\"https://evil.example\">x</a>", "&lt;a href=&quot;")]
    [InlineData("A\r\n\r\nBcc: all@victim.example", "A Bcc: all@victim.example")]
    [InlineData("{{our.name}}", "{{our.name}}")]
    [InlineData("{{#each lead}}x{{/each}}", "{{#each lead}}")]
    public void what_a_lead_says_is_text_and_stays_on_one_line(string company, string shown)
    {
        var text = new MailText("t", "For {{lead.company}}", "{{greeting}}\n\nTo {{lead.company}} & co");
        var mail = RenderMail.Of(text, MailValues.Of(Lead("Ana", company), B2b.Mail!, null), (_, target) => target);

        Assert.Contains(shown, mail.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", mail.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("<a href", mail.Html, StringComparison.Ordinal);
        Assert.EndsWith("&amp; co", mail.Html, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', mail.Subject);
        Assert.Equal(3, mail.Text.Split('\n').Length);
    }

    [Theory]
    [InlineData("{{#if lead.company}}open")]
    [InlineData("{{button \"only a label\"}}")]
    [InlineData("{{> partial}}")]
    [InlineData("{{unknownHelper \"a\" \"b\"}}")]
    public void a_text_that_makes_no_mail_says_so(string body)
    {
        var wrong = Assert.Throws<MailTextException>(() => RenderMail.Of(new MailText("t", "s", body), MailValues.Of(Lead("Ana", "Acme"), B2b.Mail!, null), (_, target) => target));

        Assert.Contains("'t'", wrong.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("JaVaScRiPt:alert(1)")]
    [InlineData("data:text/html,<script>alert(1)</script>")]
    [InlineData("vbscript:x")]
    [InlineData("file:///etc/passwd")]
    [InlineData("//evil.example")]
    [InlineData("\\\\evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("https:\\\\evil.example")]
    [InlineData("https:evil.example")]
    [InlineData("https://www.example.com\\@evil.example")]
    [InlineData("https://www.example.com@evil.example")]
    [InlineData("https://www.example.com:x@evil.example/")]
    [InlineData("https://www.example.com.evil.example/")]
    [InlineData("https://www。example。com/")]
    [InlineData("https://①②⑦.0.0.1/")]
    [InlineData("https://ⓔvil.example/")]
    [InlineData("https://")]
    [InlineData("evil.example")]
    [InlineData("ftp://evil.example")]
    [InlineData("")]
    public void C_3_what_is_no_plain_web_address_is_refused_before_it_is_saved(string target)
    {
        var text = new MailText("t", "s", $"{{{{link \"x\" \"{target}\"}}}}");

        Assert.Throws<MailTextException>(() => RenderMail.Of(text, MailValues.Of(Lead("Ana", "Acme"), B2b.Mail!, null), (_, where) => where));
        Assert.Contains(CheckPlaybook.Run(B2b with { Texts = [.. B2b.Texts, text] }), finding => finding is { Code: "text-broken", IsError: true });
    }

    [Theory]
    [InlineData("/pricing?a=b#c")]
    [InlineData("https://www.example.com/x")]
    [InlineData("HTTPS://WWW.EXAMPLE.COM/x")]
    [InlineData("https://calendar.example.org:8443/jane?x=@y")]
    [InlineData("http://xn--mnchen-3ya.example/")]
    public void C_3_a_plain_web_address_is_a_link(string target) =>
        Assert.EndsWith(target, Assert.Single(RenderMail.Of(new MailText("t", "s", $"{{{{link \"x\" \"{target}\"}}}}"), MailValues.Of(Lead("Ana", "Acme"), B2b.Mail!, null), (_, where) => where).Links), StringComparison.Ordinal);

    [Fact]
    public void a_text_that_grows_without_end_is_stopped()
    {
        var body = string.Concat(Enumerable.Repeat("{{#each @root.lead}}", 6)) + new string('x', 2_000) + string.Concat(Enumerable.Repeat("{{/each}}", 6));

        var wrong = Assert.Throws<MailTextException>(() => RenderMail.Of(new MailText("t", "s", body), MailValues.Of(Lead("Ana", "Acme"), B2b.Mail!, null), (_, target) => target));

        Assert.Contains("longer than", wrong.Message, StringComparison.Ordinal);
    }

    private static Lead Lead(string? name, string? company) => Capture.New("ld_1", "ana@acme.example", Now) with
    {
        Attributes = new[] { ("name", name), ("company", company) }.Where(pair => pair.Item2 is not null)
            .ToDictionary(pair => pair.Item1, pair => new AttributeValue(pair.Item2!, Now, AttributeSource.Form)),
    };
}
