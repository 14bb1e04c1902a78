using System.Text.RegularExpressions;
using LeadFunctions.Providers.Inbound.Reading;
using LeadFunctions.Providers.Inbound.Signing;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Providers.Inbound.Forms;

/// <summary>
/// Elementor Pro's webhook action, simple (labels as names) or with advanced data (<c>fields[email][value]</c>). Not signed: setting <c>Secret</c> goes into the
/// address (<c>?key=</c>). It takes only 200 for a success. A post has no id, so the same body within the hour is the same post.
/// </summary>
public sealed partial class ElementorWebhook(WebhookSettings settings) : IWebhook
{
    public const string ProviderName = "elementor";

    // What the action adds to a simple post, in the languages' own words when the site is translated.
    // The rest is what its own page posts to the site, passed on as it is.
    private static readonly HashSet<string> Meta = new(StringComparer.OrdinalIgnoreCase)
    {
        "Date", "Time", "Page URL", "User Agent", "Remote IP", "Powered by", "form_id", "form_name", "action", "post_id", "queried_id", "referrer", "referer_title",
    };

    private readonly SharedSecret _secret = new(settings.Chosen("Secret"));

    public string Name => ProviderName;

    public async ValueTask<WebhookReading> ReadAsync(WebhookRequest request, CancellationToken ct)
    {
        if (_secret.Refuses(request) is { } refused)
        {
            return refused;
        }

        if (await FormText.ReadAsync(request.Body, request.ContentType, ct) is not { } fields)
        {
            return Refusals.NotAForm;
        }

        var advanced = fields.Any(field => field.Key.StartsWith("fields[", StringComparison.Ordinal));
        var answers = new FormAnswers(ProviderName, EventId.Answers(null, request), request.Now)
        {
            Form = request.Query("form"),
            ProviderForm = First(fields, "form[id]", "form_id"),
            Answers = advanced ? Advanced(fields) : [.. fields.Where(field => !Meta.Contains(field.Key)).Select(field => new FormAnswer([PlainName(field.Key)], field.Value))],
            PageUrl = First(fields, "meta[page_url][value]", "Page URL") ?? First(fields, "referrer", "referrer"),
        };
        return new WebhookReading.Received { Forms = [answers] };
    }

    /// <summary>Each field has an id, a type, a title and a value; it is known by title and id.</summary>
    private static List<FormAnswer> Advanced(IReadOnlyList<KeyValuePair<string, string>> fields)
    {
        var parts = fields.Select(field => (Match: FieldPart().Match(field.Key), field.Value)).Where(part => part.Match.Success);
        var answers = new List<FormAnswer>();
        foreach (var field in parts.GroupBy(part => part.Match.Groups[1].Value))
        {
            var about = field.DistinctBy(part => part.Match.Groups[2].Value).ToDictionary(part => part.Match.Groups[2].Value, part => part.Value);
            string[] names = [about.GetValueOrDefault("title") ?? "", about.GetValueOrDefault("id") ?? "", field.Key];
            answers.Add(new FormAnswer([.. names.Where(name => name.Length > 0).Distinct()], about.GetValueOrDefault("value") ?? about.GetValueOrDefault("raw_value") ?? "")
            {
                IsEmail = about.GetValueOrDefault("type") == "email",
            });
        }

        return answers;
    }

    private static string? First(IReadOnlyList<KeyValuePair<string, string>> fields, string one, string other) =>
        (fields.FirstOrDefault(field => field.Key == one).Value ?? fields.FirstOrDefault(field => field.Key == other).Value) is { Length: > 0 } value ? value : null;

    // A field without a label has its id there instead.
    private static string PlainName(string name) =>
        name.StartsWith("No Label ", StringComparison.Ordinal) ? name[9..]
        : name.StartsWith("form_fields[", StringComparison.Ordinal) ? name[12..].TrimEnd('[', ']')
        : name;

    [GeneratedRegex(@"\Afields\[([^\]]{1,100})\]\[([a-z_]{1,20})\]\z", RegexOptions.NonBacktracking)]
    private static partial Regex FieldPart();
}
