using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using LeadFunctions.Domain.Leads;
using LeadFunctions.Providers.Inbound.Reading;
using LeadFunctions.Providers.Inbound.Signing;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Providers.Inbound.Forms;

/// <summary>
/// The shape in which websites post to HubSpot's forms (submit v3), so that a site can post the same here: <c>fields[]{name,value}</c>, <c>context</c>,
/// <c>legalConsentOptions</c>. Not signed: setting <c>Secret</c> goes into the address (<c>?key=</c>) or a header.
/// </summary>
public sealed class HubSpotWebhook(WebhookSettings settings) : IWebhook
{
    public const string ProviderName = "hubspot";

    private readonly SharedSecret _secret = new(settings.Chosen("Secret"));

    public string Name => ProviderName;

    public ValueTask<WebhookReading> ReadAsync(WebhookRequest request, CancellationToken ct) => ValueTask.FromResult(Read(request));

    private WebhookReading Read(WebhookRequest request)
    {
        if (_secret.Refuses(request) is { } refused)
        {
            return refused;
        }

        if (Payload.Parse(request.Body) is not { ValueKind: JsonValueKind.Object } body)
        {
            return Refusals.NotJson;
        }

        var context = body.At("context");
        var page = context.Text("pageUri");
        var answers = new FormAnswers(ProviderName, EventId.Answers(null, request), EventTime.Of(body.Text("submittedAt"), request.Now))
        {
            Form = request.Query("form"),
            ProviderForm = body.AnyText("formGuid", "formId") ?? request.Query("formGuid"),
            Answers = [.. body.At("fields").Items().Where(field => field.Text("name") is not null).Select(field => new FormAnswer([field.Text("name")!], field.Text("value") ?? ""))],
            PageUrl = page?.Contains("://", StringComparison.Ordinal) == false ? "https://" + page : page,
            PageTitle = context.Text("pageName"),
            Consent = ConsentOf(body.At("legalConsentOptions").At("consent")),
        };
        return new WebhookReading.Received { Forms = [answers] };
    }

    /// <summary>Only a ticked communication is a consent to be written to; to process the data, or a legitimate interest, is not.</summary>
    private static Consent? ConsentOf(JsonElement? consent) =>
        consent.At("communications").Items().Where(one => one.At("value")?.ValueKind == JsonValueKind.True).Select(one => one.Text("text") ?? consent.Text("text")).Take(1).ToList() is [var text]
            ? new Consent("marketing", true, text is null ? null : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 6)))
            : null;
}
