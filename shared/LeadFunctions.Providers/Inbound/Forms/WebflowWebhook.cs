using System.Globalization;
using System.Text;
using System.Text.Json;
using LeadFunctions.Providers.Inbound.Reading;
using LeadFunctions.Providers.Inbound.Signing;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Providers.Inbound.Forms;

/// <summary>Webflow's form submissions, signed over time and raw body, good for five minutes. Setting <c>Secret</c>. Fields are known by their label, the form by name or id.</summary>
public sealed class WebflowWebhook(WebhookSettings settings) : IWebhook
{
    public const string ProviderName = "webflow";
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    private readonly Hmac _hmac = new(settings.List("Secret"));

    public string Name => ProviderName;

    public ValueTask<WebhookReading> ReadAsync(WebhookRequest request, CancellationToken ct) => ValueTask.FromResult(Read(request));

    private WebhookReading Read(WebhookRequest request)
    {
        if (!_hmac.IsConfigured)
        {
            return Refusals.NotConfigured;
        }

        var timestamp = request.Header("x-webflow-timestamp");
        if (timestamp is not { Length: > 0 and < 20 } || !_hmac.MatchesHex(request.Header("x-webflow-signature"), Encoding.UTF8.GetBytes(timestamp + ":"), request.Body.Span))
        {
            return Refusals.Signature;
        }

        if (!IsRecent(timestamp, request.Now))
        {
            return Refusals.Time;
        }

        if (Payload.Parse(request.Body) is not { ValueKind: JsonValueKind.Object } body)
        {
            return Refusals.NotJson;
        }

        if (body.Text("triggerType") is not "form_submission" || body.At("payload") is not { ValueKind: JsonValueKind.Object } payload)
        {
            var told = new Told(Name, request.Now);
            told.Unknown(body.Text("triggerType"), body);
            return told.All();
        }

        return new WebhookReading.Received { Forms = [AnswersOf(payload, request)] };
    }

    private static FormAnswers AnswersOf(JsonElement payload, WebhookRequest request) =>
        new(ProviderName, EventId.Answers(payload.Text("id"), request), EventTime.Of(payload.Text("submittedAt"), request.Now))
        {
            Form = request.Query("form"),
            ProviderForm = payload.AnyText("formId", "formElementId", "name"),
            Answers = [.. (payload.At("data") is { } data ? FormText.Flat(data) ?? [] : []).Select(field => new FormAnswer([field.Key], field.Value))],
        };

    private static bool IsRecent(string milliseconds, DateTimeOffset now) =>
        long.TryParse(milliseconds, NumberStyles.None, CultureInfo.InvariantCulture, out var unix) && unix is > 0 and < 100_000_000_000_000
        && (now - DateTimeOffset.FromUnixTimeMilliseconds(unix)).Duration() <= Tolerance;
}
