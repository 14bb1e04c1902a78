using System.Text.Json;
using LeadFunctions.Domain.Emails;
using LeadFunctions.Providers.Inbound.Reading;
using LeadFunctions.Providers.Inbound.Signing;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Providers.Inbound.Email;

/// <summary>
/// Azure Communication Services through Event Grid, in its own schema or as CloudEvents, with the handshake of each. Nothing is signed: setting <c>Secret</c>
/// goes into the address (<c>?key=</c>) or a delivery header, and <c>Subscriptions</c> names the event subscriptions that may call, as anybody could make one.
/// </summary>
public sealed class AcsWebhook(WebhookSettings settings) : IWebhook
{
    public const string ProviderName = "acs";
    private const string ValidationEvent = "Microsoft.EventGrid.SubscriptionValidationEvent";
    private const string JsonType = "application/json";

    private readonly SharedSecret _secret = new(settings.Chosen("Secret"));
    private readonly HashSet<string> _subscriptions = new(settings.List("Subscriptions"), StringComparer.OrdinalIgnoreCase);

    public string Name => ProviderName;

    public ValueTask<WebhookReading> ReadAsync(WebhookRequest request, CancellationToken ct) => ValueTask.FromResult(Read(request));

    /// <summary>CloudEvents: may this origin send here? The callback that it may offer is never called.</summary>
    public WebhookReading Handshake(WebhookRequest request)
    {
        if (_secret.Refuses(request) is { } refused)
        {
            return refused;
        }

        var origin = request.Header("WebHook-Request-Origin") ?? "";
        return origin.Length is 0 or > 253 || !origin.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-' or ':')
            ? Refusals.Source
            : new WebhookReading.Reply(200, null, "")
            {
                Headers =
                [
                    new("WebHook-Allowed-Origin", origin),
                    new("WebHook-Allowed-Rate", request.Header("WebHook-Request-Rate") is { Length: > 0 and < 10 } rate && rate.All(char.IsAsciiDigit) ? rate : "*"),
                    new("Allow", "POST"),
                ],
            };
    }

    private WebhookReading Read(WebhookRequest request)
    {
        if (_secret.Refuses(request) is { } refused)
        {
            return refused;
        }

        if (_subscriptions.Count > 0 && !_subscriptions.Contains(request.Header("aeg-subscription-name") ?? ""))
        {
            return Refusals.Source;
        }

        if (Payload.Parse(request.Body) is not { ValueKind: JsonValueKind.Array or JsonValueKind.Object } body)
        {
            return Refusals.NotJson;
        }

        var told = new Told(Name, request.Now);
        foreach (var one in ((JsonElement?)body).Items())
        {
            if (TypeOf(one) == ValidationEvent)
            {
                return ValidationOf(one);
            }

            Take(told, one);
        }

        return told.All();
    }

    /// <summary>Exactly 200 proves that the address wants the events.</summary>
    private static WebhookReading ValidationOf(JsonElement one) => one.At("data").Text("validationCode") is { } code
        ? new WebhookReading.Reply(200, JsonType, JsonSerializer.Serialize(new Dictionary<string, string> { ["validationResponse"] = code }))
        : Refusals.NotJson;

    private static string? TypeOf(JsonElement one) => one.AnyText("eventType", "type");

    private static void Take(Told told, JsonElement one)
    {
        var (type, data) = (TypeOf(one), one.At("data"));
        var kind = type switch
        {
            "Microsoft.Communication.EmailDeliveryReportReceived" => OfReport(data),
            "Microsoft.Communication.EmailEngagementTrackingReportReceived" => OfEngagement(data),
            _ => null,
        };
        if (kind is null)
        {
            told.Unknown(type, one, one.Text("id"));
            return;
        }

        var time = data.Text("deliveryAttemptTimeStamp") ?? data.Text("userActionTimeStamp") ?? one.AnyText("eventTime", "time");
        var details = data.At("deliveryStatusDetails");
        told.Add(new EmailEvent(ProviderName, EventId.Of(ProviderName, one.Text("id"), type, one.Text("subject"), time), kind.Value, EventTime.Of(time, told.Now))
        {
            MessageId = MailText.MessageId(data.Text("messageId")),
            Recipient = MailText.Address(data.Text("recipient")),
            Url = kind == EmailEventKind.Click ? MailText.Url(data.Text("engagementContext")) : null,
            UserAgent = MailText.Agent(data.Text("userAgent")),
            Reason = MailText.Reason(data.Text("status") is "Delivered" ? null : data.Text("status"), details.Text("statusMessage"), details.Text("recipientMailServerHostName")),
            Raw = Payload.Raw(one),
        });
    }

    private static EmailEventKind? OfEngagement(JsonElement? data) => (data.Text("engagementType") ?? data.Text("engagement"))?.ToLowerInvariant() switch
    {
        "view" => EmailEventKind.Open,
        "click" => EmailEventKind.Click,
        _ => null,
    };

    private static EmailEventKind? OfReport(JsonElement? data) => data.Text("status")?.ToLowerInvariant() switch
    {
        // Expanded: it went to the members of a distribution list.
        "delivered" or "expanded" => EmailEventKind.Delivered,
        "bounced" => EmailEventKind.HardBounce,
        "suppressed" => EmailEventKind.Suppressed,
        "filteredspam" or "quarantined" => data.At("deliveryStatusDetails").Text("statusMessage")?.Contains("complain", StringComparison.OrdinalIgnoreCase) == true
            ? EmailEventKind.Complaint
            : EmailEventKind.SoftBounce,
        "failed" => MailText.IsPermanent(data.At("deliveryStatusDetails").Text("statusMessage")) == true ? EmailEventKind.HardBounce : EmailEventKind.SoftBounce,
        _ => null,
    };
}
