using System.Net;
using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Nurture;
using LeadFunctions.Domain.Routing;

namespace LeadFunctions.UseCases.Mail;

/// <summary>What a text may name: the lead's attributes, the company, the owner. Everything from outside is one line of at most 200 characters.</summary>
public sealed record MailValues(IReadOnlyDictionary<string, string> Lead, IReadOnlyDictionary<string, string> Our, IReadOnlyDictionary<string, string> Owner)
{
    private const int Longest = 200;

    public string Site => Our["site"];

    public static MailValues Of(Lead lead, MailSettings settings, Person? owner)
    {
        var values = lead.Attributes.ToDictionary(attribute => attribute.Key, attribute => attribute.Value.Value, StringComparer.Ordinal);
        values["email"] = lead.Email;
        if (LeadFacts.NameOf(lead) is { } name)
        {
            values["name"] = name;
            values.TryAdd("firstName", name.Split(' ')[0]);
        }

        return new MailValues(
            values,
            new Dictionary<string, string> { ["name"] = settings.Company, ["site"] = settings.Site, ["postal"] = settings.Postal },
            owner is null ? new Dictionary<string, string>() : new Dictionary<string, string> { ["name"] = owner.Name, ["email"] = owner.Email });
    }

    public object Plain() => ForTemplates(static text => text);

    public object Html() => ForTemplates(WebUtility.HtmlEncode);

    public static string OneLine(string text) =>
        string.Join(' ', text.Split(['\r', '\n', '\t', '\v', '\f', '\u0085', '\u2028', '\u2029'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    private Dictionary<string, object> ForTemplates(Func<string, string?> encode)
    {
        var lead = Encoded(Lead, encode);
        return new Dictionary<string, object>
        {
            ["lead"] = lead,
            ["our"] = Encoded(Our, encode),
            ["owner"] = Encoded(Owner, encode),
            ["greeting"] = lead.TryGetValue("firstName", out var name) ? $"Hi {name}," : "Hello,",
        };
    }

    private static Dictionary<string, string> Encoded(IReadOnlyDictionary<string, string> values, Func<string, string?> encode) =>
        values.Where(value => !string.IsNullOrWhiteSpace(value.Value)).ToDictionary(value => value.Key, value => encode(Short(OneLine(value.Value))) ?? "", StringComparer.Ordinal);

    private static string Short(string text) => text.Length <= Longest ? text : text[..(char.IsHighSurrogate(text[Longest - 1]) ? Longest - 1 : Longest)];
}
