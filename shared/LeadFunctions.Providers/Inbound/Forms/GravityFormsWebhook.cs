using LeadFunctions.Providers.Inbound.Reading;
using LeadFunctions.Providers.Inbound.Signing;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Providers.Inbound.Forms;

/// <summary>
/// Gravity Forms' webhooks add-on, JSON or form: all fields of the entry (numbers as names, <c>1.3</c> for a part of one), or the names its owner gave.
/// Not signed: setting <c>Secret</c> goes into the address (<c>?key=</c>) or a header.
/// </summary>
public sealed class GravityFormsWebhook(WebhookSettings settings) : IWebhook
{
    public const string ProviderName = "gravity-forms";

    private static readonly HashSet<string> Meta = new(StringComparer.Ordinal)
    {
        "id", "form_id", "post_id", "date_created", "date_updated", "is_starred", "is_read", "ip", "source_url", "source_id", "user_agent", "currency", "payment_status",
        "payment_date", "payment_amount", "payment_method", "transaction_id", "transaction_type", "is_fulfilled", "created_by", "status", "submission_speeds",
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

        var meta = fields.Where(field => Meta.Contains(field.Key)).DistinctBy(field => field.Key).ToDictionary();
        // Entry ids count up over a whole site; of two sites that call one address each has its own.
        var id = meta.GetValueOrDefault("id") is { Length: > 0 } entry ? $"{Host(meta)}:{meta.GetValueOrDefault("form_id")}:{entry}" : null;
        var answers = new FormAnswers(ProviderName, EventId.Answers(id, request), EventTime.Of(meta.GetValueOrDefault("date_created"), request.Now))
        {
            Form = request.Query("form"),
            ProviderForm = meta.GetValueOrDefault("form_id"),
            Answers = [.. fields.Where(field => !Meta.Contains(field.Key)).Select(field => new FormAnswer([field.Key], field.Value))],
            PageUrl = meta.GetValueOrDefault("source_url"),
            Machine = meta.GetValueOrDefault("status") is "spam" ? ["provider-spam"] : null,
        };
        return new WebhookReading.Received { Forms = [answers] };
    }

    private static string Host(Dictionary<string, string> meta) =>
        Uri.TryCreate(meta.GetValueOrDefault("source_url"), UriKind.Absolute, out var page) && page.Host.Length > 0 ? page.Host : "site";
}
