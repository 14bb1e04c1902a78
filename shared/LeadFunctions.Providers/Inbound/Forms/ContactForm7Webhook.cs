using LeadFunctions.Providers.Inbound.Reading;
using LeadFunctions.Providers.Inbound.Signing;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Providers.Inbound.Forms;

/// <summary>
/// Contact Form 7, passed on by one of its add-ons: the form's own fields (<c>your-email</c>) as multipart, urlencoded or JSON, besides <c>_wpcf7…</c>.
/// Not signed: setting <c>Secret</c> goes into the address (<c>?key=</c>).
/// </summary>
public sealed class ContactForm7Webhook(WebhookSettings settings) : IWebhook
{
    public const string ProviderName = "contact-form-7";
    private const string Control = "_wpcf7";

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

        var answers = new FormAnswers(ProviderName, EventId.Answers(Posted(fields), request), request.Now)
        {
            Form = request.Query("form"),
            ProviderForm = fields.FirstOrDefault(field => field.Key == Control).Value,
            Answers = [.. fields.Where(field => !field.Key.StartsWith(Control, StringComparison.Ordinal)).Select(field => new FormAnswer([PlainName(field.Key)], field.Value))],
        };
        return new WebhookReading.Received { Forms = [answers] };
    }

    // The hash is empty when the plug-in has not posted the form yet; then the same body is the same post.
    private static string? Posted(IReadOnlyList<KeyValuePair<string, string>> fields) => fields.FirstOrDefault(field => field.Key == "_wpcf7_posted_data_hash").Value;

    private static string PlainName(string name) => name.EndsWith("[]", StringComparison.Ordinal) ? name[..^2] : name;
}
