using System.Text.RegularExpressions;
using LeadFunctions.Domain.Emails;
using LeadFunctions.Domain.Identity;

namespace LeadFunctions.Providers.Inbound.Reading;

/// <summary>Texts of email events, made harmless and comparable.</summary>
internal static partial class MailText
{
    private const int LongestUrl = 2_048;
    private const int LongestAgent = 512;

    /// <summary>An address, also out of <c>Recipient Name &lt;to@example.org&gt;</c>, normalised; null when it is none.</summary>
    public static string? Address(string? text)
    {
        var open = text?.LastIndexOf('<') ?? -1;
        var close = open < 0 ? -1 : text!.IndexOf('>', open);
        return EmailAddress.Normalise(close > open ? text![(open + 1)..close] : text);
    }

    /// <summary>A message id without its angle brackets; null when there is none.</summary>
    public static string? MessageId(string? text)
    {
        var id = text?.Trim().TrimStart('<').TrimEnd('>');
        return string.IsNullOrEmpty(id) || id.Length > 256 || id.Any(char.IsControl) ? null : id;
    }

    public static string? Reason(params ReadOnlySpan<string?> parts)
    {
        var said = new List<string>();
        foreach (var part in parts)
        {
            if (PlainText.Line(part) is { Length: > 0 } line && !said.Contains(line))
            {
                said.Add(line);
            }
        }

        return said.Count == 0 ? null : string.Join("; ", said);
    }

    public static string? Url(string? text) =>
        text is { Length: > 0 and <= LongestUrl } && (text.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("http://", StringComparison.OrdinalIgnoreCase))
        && !text.Any(char.IsControl)
            ? text
            : null;

    public static string? Agent(string? text) => PlainText.Line(text, LongestAgent) is { Length: > 0 } line ? line : null;

    public static string? Ip(string? text) => System.Net.IPAddress.TryParse(text, out var ip) ? ip.ToString() : null;

    public static string? SendId(string? text) => SendMark.IsOne(text) ? text : null;

    /// <summary>What a receiving server's words say: 5.x.x and well-known phrases for good, 4.x.x and others for now.</summary>
    public static bool? IsPermanent(string? text)
    {
        if (text is null)
        {
            return null;
        }

        // A full mailbox is 5.2.2 at some servers; it is no reason to give the address up.
        if (Temporary().IsMatch(text))
        {
            return false;
        }

        var code = Enhanced().Match(text);
        return code.Success ? code.Groups[1].ValueSpan[0] == '5' : Permanent().IsMatch(text) ? true : null;
    }

    [GeneratedRegex(@"(?:^|[^\d.])([245])\.\d{1,3}\.\d{1,3}(?:$|[^\d.])", RegexOptions.NonBacktracking)]
    private static partial Regex Enhanced();

    [GeneratedRegex("mailbox (is )?full|over ?quota|quota exceeded|temporar|time[d ]?-?out|throttl|try again|greylist|rate limit", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex Temporary();

    [GeneratedRegex("does not exist|doesn't exist|invalid|unknown user|user unknown|no such user|not found|no longer|disabled", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex Permanent();
}
