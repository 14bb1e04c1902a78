using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Providers.Email;

/// <summary>
/// A mail as it goes over the wire and into a file (RFC 5322, MIME): plain text and HTML as multipart/alternative, with a Message-ID that follows from the effect
/// key. Both bodies are base64, so no line of theirs is too long, begins with a dot or looks like a boundary.
/// </summary>
internal static class Mime
{
    /// <summary>The same for every attempt: whoever gets it twice can tell.</summary>
    public static string MessageIdOf(EmailMessage mail) => $"<{HashOf(mail)}@{Domain.Identity.EmailAddress.DomainOf(mail.From.Address)}>";

    public static string HashOf(EmailMessage mail) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(mail.EffectKey)).AsSpan(0, 16));

    /// <param name="mail">One that <see cref="MailRules"/> has nothing against.</param>
    /// <param name="more">Headers for whoever keeps it.</param>
    public static byte[] Of(EmailMessage mail, DateTimeOffset now, params ReadOnlySpan<(string Name, string Value)> more)
    {
        var (text, boundary) = (new StringBuilder(), "lf-" + HashOf(mail));
        foreach (var (name, value) in more)
        {
            text.Append(HeaderText.Line(name, HeaderText.Words(value)));
        }

        WriteHead(text, mail, now);
        text.Append(CultureInfo.InvariantCulture, $"Content-Type: multipart/alternative; boundary=\"{boundary}\"\r\n\r\n");
        WritePart(text, boundary, "text/plain", mail.Text);
        WritePart(text, boundary, "text/html", mail.Html);
        return Encoding.UTF8.GetBytes(text.Append(CultureInfo.InvariantCulture, $"--{boundary}--\r\n").ToString());
    }

    private static void WriteHead(StringBuilder text, EmailMessage mail, DateTimeOffset now)
    {
        text.Append(HeaderText.Line("From", Written(mail.From))).Append(HeaderText.Line("To", Written(mail.To)));
        if (mail.ReplyTo is { } answers)
        {
            text.Append(HeaderText.Line("Reply-To", Written(answers)));
        }

        text.Append(HeaderText.Line("Subject", HeaderText.Words(MailRules.Subject(mail))));
        text.Append(HeaderText.Line("Date", now.UtcDateTime.ToString("ddd, dd MMM yyyy HH:mm:ss", CultureInfo.InvariantCulture) + " +0000"));
        text.Append(HeaderText.Line("Message-ID", MessageIdOf(mail))).Append("MIME-Version: 1.0\r\n");
        foreach (var (name, value) in mail.Headers)
        {
            text.Append(HeaderText.Line(name, value));
        }
    }

    private static void WritePart(StringBuilder text, string boundary, string type, string body) => text
        .Append(CultureInfo.InvariantCulture, $"--{boundary}\r\nContent-Type: {type}; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n")
        .Append(Convert.ToBase64String(Encoding.UTF8.GetBytes(body.ReplaceLineEndings("\r\n")), Base64FormattingOptions.InsertLineBreaks)).Append("\r\n");

    private static string Written(Mailbox box) => MailRules.NameOf(box) is not { } name ? box.Address
        : HeaderText.Words(name) is var words && words == name ? $"\"{name}\" <{box.Address}>"
        : $"{words} <{box.Address}>";
}
