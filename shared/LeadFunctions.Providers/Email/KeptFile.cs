using System.Globalization;
using System.Text;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Providers.Email;

/// <summary>A mail as <see cref="Mime"/> wrote it, read back: for the mailbox folder, not for mails of others.</summary>
internal static class KeptFile
{
    /// <summary>Which effect the mail is of; it is only in the file.</summary>
    public const string Effect = "X-LeadFunctions-Effect";

    private const string Body = "Content-Transfer-Encoding: base64\r\n\r\n";

    /// <returns>Null when it is none of ours, or somebody has changed it.</returns>
    public static (DateTimeOffset At, EmailMessage Mail)? Read(string text)
    {
        try
        {
            return Parse(text);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static (DateTimeOffset At, EmailMessage Mail)? Parse(string text)
    {
        var head = text.Split("\r\n\r\n", 2)[0].Replace("\r\n ", " ", StringComparison.Ordinal).Split("\r\n").Select(line => line.Split(": ", 2)).Where(line => line.Length == 2).ToList();
        var own = head.Where(line => MailRules.IsOwn(line[0])).DistinctBy(line => line[0]).ToDictionary(line => line[0], line => line[1]);
        var bodies = text.Split(Body).Skip(1).Select(BodyOf).ToList();
        if (head.Find(line => line[0] == Effect) is not [_, var key] || bodies is not [var plain, var html] || !own.TryGetValue("From", out var from) || !own.TryGetValue("To", out var to)
            || !DateTimeOffset.TryParseExact(own.GetValueOrDefault("Date"), "ddd, dd MMM yyyy HH:mm:ss +0000", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at))
        {
            return null;
        }

        return (at, new EmailMessage(HeaderText.Decoded(key), Box(from), Box(to), HeaderText.Decoded(own.GetValueOrDefault("Subject", "")), plain, html)
        {
            ReplyTo = own.TryGetValue("Reply-To", out var answers) ? Box(answers) : null,
            Headers = head.Where(line => !MailRules.IsOwn(line[0]) && line[0] != Effect).DistinctBy(line => line[0]).ToDictionary(line => line[0], line => line[1]),
        });
    }

    private static Mailbox Box(string written) => written.LastIndexOf(" <", StringComparison.Ordinal) is var at and >= 0
        ? new Mailbox(written[(at + 2)..].TrimEnd('>'), HeaderText.Decoded(written[..at].Trim('"')))
        : new Mailbox(written);

    private static string BodyOf(string part) =>
        Encoding.UTF8.GetString(Convert.FromBase64String(part.Split("\r\n--", 2)[0])).ReplaceLineEndings("\n");
}
