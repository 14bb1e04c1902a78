using LeadFunctions.Domain.Identity;
using LeadFunctions.Domain.Nurture;
using LeadFunctions.Domain.Routing;

namespace LeadFunctions.UseCases.Playbooks.Reading;

/// <summary><c>email</c> and <c>texts</c>: who sends, when, on what ground, and what is said.</summary>
internal static class ReadEmail
{
    public const string TextKind = "text";

    public static MailSettings? From(Section document) => document.One("email", PlaybookKeys.Email, Settings);

    public static IReadOnlyList<MailText> Texts(Section document) => document.Each("texts", PlaybookKeys.MailText, text =>
        new MailText(text.Define("id", TextKind), text.Text("subject"), text.Text("body")));

    private static MailSettings Settings(Section email)
    {
        var from = email.One("from", PlaybookKeys.EmailFrom, section => new Sender(section.Text("name"), Address(section, "address") ?? ""));
        return new MailSettings
        {
            FromName = from?.Name ?? "",
            FromAddress = from?.Address ?? "",
            ReplyTo = Address(email, "replyTo"),
            Company = email.Text("company"),
            Postal = email.Text("postal"),
            Site = Site(email),
            Basis = email.One("basis", PlaybookKeys.EmailBasis, Basis) ?? new MailBasis("marketing", null),
            TimeZone = ReadCalendars.TimeZone(email) ?? "UTC",
            Hours = new SendHours(Hours(email), ReadCalendars.Holidays(email)),
            Caps = email.Each("caps", PlaybookKeys.EmailCap, cap => new Cap(cap.Whole("max", 1, 1, 1000), cap.Duration("per") ?? TimeSpan.FromDays(1))),
            PerMinute = email.Whole("perMinute", 30, 1, 100_000),
        };
    }

    /// <summary>Without the key, any time; days without a window would mean the same, and nobody who writes them does.</summary>
    private static IReadOnlyList<WorkWindow> Hours(Section email)
    {
        var hours = ReadCalendars.Hours(email);
        if (email.Find("hours") is { } node && hours.Count == 0)
        {
            email.Reader.Errors.Add(node, "no time window is written here; add one, or leave 'hours' out to send at any time");
        }

        return hours;
    }

    private static MailBasis Basis(Section section)
    {
        var basis = new MailBasis(section.OptionalText("consent"), section.OptionalText("other"));
        if (basis.Purpose is null == basis.Other is null)
        {
            section.Reader.Errors.Add(section.At, "give one ground: {consent: marketing}, or {other: \"legitimate interest: …\"}");
        }

        return basis;
    }

    private static string? Address(Section section, string key)
    {
        var text = section.OptionalText(key);
        var address = text is null ? null : EmailAddress.Normalise(text);
        if (text is not null && address is null)
        {
            section.Reader.Errors.Add(section.Find(key)!, $"'{text}' is no email address");
        }

        return address;
    }

    private static string Site(Section email)
    {
        var text = email.Text("site");
        if (text.Length > 0 && !(Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http" && uri.AbsolutePath == "/"))
        {
            email.Reader.Errors.Add(email.Find("site")!, $"'{text}' is no website; write https://www.example.com, without a path");
        }

        return text.TrimEnd('/');
    }

    private sealed record Sender(string Name, string Address);
}
