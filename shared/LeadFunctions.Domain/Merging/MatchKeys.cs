using LeadFunctions.Domain.Identity;
using LeadFunctions.Domain.Leads;

namespace LeadFunctions.Domain.Merging;

/// <summary>What two leads of one person may share: the mailbox but for dots and tags, the phone, name and company. Hints, for a person to look at.</summary>
public static class MatchKeys
{
    public const string Mailbox = "email-variant";
    public const string Phone = "phone";
    public const string NameAndCompany = "name-and-company";

    private const int ShortestPhone = 8;

    /// <returns>Kind and text, at most one of a kind; the text is personal data.</returns>
    public static IReadOnlyList<(string Kind, string Text)> Of(Lead lead)
    {
        var keys = new List<(string, string)> { (Mailbox, MailboxOf(lead.Email)) };
        if (lead.Attribute("phone") is { Length: >= ShortestPhone } phone && phone[0] == '+')
        {
            keys.Add((Phone, phone));
        }

        if (LeadFacts.NameOf(lead) is { } name && lead.Attribute("company") is { } raw && CompanyName.Key(raw) is { Length: > 0 } company && name.Contains(' ', StringComparison.Ordinal))
        {
            keys.Add((NameAndCompany, $"{name.ToLowerInvariant()}\n{company}"));
        }

        return keys;
    }

    /// <summary>Two signs that say the same thing independently: such leads are one person's beyond reasonable doubt.</summary>
    public static bool IsExact(IReadOnlyCollection<string> kinds) => kinds.Contains(Mailbox) && kinds.Count > 1;

    private static string MailboxOf(string email)
    {
        var at = email.LastIndexOf('@');
        var local = email[..at].Split('+')[0].Replace(".", "", StringComparison.Ordinal);
        var domain = email[(at + 1)..];
        return (local.Length == 0 ? email[..at] : local) + "@" + (domain == "googlemail.com" ? "gmail.com" : domain);
    }
}
