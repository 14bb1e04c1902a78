using LeadFunctions.Domain.Identity;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Providers.Email;

/// <summary>What every provider asks of a mail before it sends it, so that no text from outside can add a header, a recipient or a line.</summary>
public static class MailRules
{
    private const int MostName = 100;
    private const int MostSubject = 250;
    private const int MostHeader = 900;

    // The message writes these itself.
    private static readonly HashSet<string> Own = new(StringComparer.OrdinalIgnoreCase)
    {
        "from", "to", "cc", "bcc", "sender", "reply-to", "subject", "date", "message-id", "mime-version", "return-path", "received", "x-sender", "x-receiver",
    };

    /// <returns>Why it may never be sent as it is, or null.</returns>
    public static string? WhyNot(EmailMessage mail)
    {
        Mailbox?[] boxes = [mail.From, mail.To, mail.ReplyTo];
        return boxes.OfType<Mailbox>().Any(box => EmailAddress.Normalise(box.Address) is not { } known || known != box.Address) ? "an address is not one"
            : mail.Headers.FirstOrDefault(header => !IsGood(header)) is { Key: { } bad } ? $"the header '{PlainText.Line(bad, 40)}' may not be sent"
            : null;
    }

    /// <summary>Whether the message writes the header itself.</summary>
    public static bool IsOwn(string header) => Own.Contains(header) || header.StartsWith("content-", StringComparison.OrdinalIgnoreCase);

    public static string Subject(EmailMessage mail) => Clip.To(PlainText.Line(mail.Subject, 2 * MostSubject), MostSubject);

    /// <summary>A display name in which nothing looks like an address or ends a quotation.</summary>
    public static string? NameOf(Mailbox box)
    {
        var name = new string([.. PlainText.Line(box.Name, MostName).Select(letter => letter switch
        {
            '"' => '\'',
            '<' or '>' or '\\' or '@' or ',' or ';' or ':' => ' ',
            _ => letter,
        })]).Trim();
        return name.Length > 0 ? name : null;
    }

    private static bool IsGood(KeyValuePair<string, string> header) =>
        header.Key.Length is > 0 and <= 60 && header.Key.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-')
        && !IsOwn(header.Key)
        && header.Value.Length is > 0 and <= MostHeader && header.Value.All(letter => letter is >= ' ' and <= '~');
}
