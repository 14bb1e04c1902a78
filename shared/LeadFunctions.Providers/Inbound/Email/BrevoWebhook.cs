using System.Text.Json;
using LeadFunctions.Domain.Emails;
using LeadFunctions.Providers.Inbound.Reading;
using LeadFunctions.Providers.Inbound.Signing;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Providers.Inbound.Email;

/// <summary>
/// Brevo's webhooks: one JSON object, or an array of up to 500. Brevo does not sign; setting <c>Secret</c> goes into the webhook's authentication
/// (token, basic, or header <c>X-Webhook-Secret</c>). It gives an event up on 5xx, so being busy is a 429.
/// </summary>
public sealed class BrevoWebhook(WebhookSettings settings) : IWebhook
{
    public const string ProviderName = "brevo";

    private readonly SharedSecret _secret = new(settings.Chosen("Secret"));

    public string Name => ProviderName;

    public int BusyStatus => 429;

    public ValueTask<WebhookReading> ReadAsync(WebhookRequest request, CancellationToken ct) => ValueTask.FromResult(Read(request));

    private WebhookReading Read(WebhookRequest request)
    {
        if (_secret.Refuses(request) is { } refused)
        {
            return refused;
        }

        if (Payload.Parse(request.Body) is not { ValueKind: JsonValueKind.Object or JsonValueKind.Array } body)
        {
            return Refusals.NotJson;
        }

        var told = new Told(Name, request.Now);
        foreach (var one in ((JsonElement?)body).Items())
        {
            Take(told, one);
        }

        return told.All();
    }

    private static void Take(Told told, JsonElement one)
    {
        var type = one.Text("event");
        if (KindOf(type) is not { } kind)
        {
            told.Unknown(type, one);
            return;
        }

        // date, ts and ts_event are in the account's time zone, whatever that is.
        var time = one.AnyText("ts_epoch", "s_epoch");
        var (messageId, email) = (one.Text("message-id"), one.Text("email"));
        // The first of several opens comes a second time under its own name.
        var same = type!.Replace("unique_", "", StringComparison.Ordinal);
        told.Add(new EmailEvent(ProviderName, EventId.Of(ProviderName, null, same, messageId, email, time ?? one.AnyText("ts_event", "ts", "date"), one.Text("link")), kind, EventTime.Of(time, told.Now))
        {
            MessageId = MailText.MessageId(messageId),
            SendId = SendIdOf(one),
            Recipient = MailText.Address(email),
            Url = MailText.Url(one.Text("link")),
            UserAgent = MailText.Agent(one.AnyText("user_agent", "useragent")),
            Ip = MailText.Ip(one.Text("ip")),
            Reason = MailText.Reason(one.Text("reason")),
            Machine = type.EndsWith("proxy_open", StringComparison.Ordinal) ? ["proxy-open"] : null,
            Raw = Payload.Raw(one),
        });
    }

    /// <summary>Our mark is in the custom header, which comes back as it was sent: JSON in a text.</summary>
    private static string? SendIdOf(JsonElement one) =>
        one.Text("X-Mailin-custom") is { } custom ? MailText.SendId(Payload.Parse(custom)?.Text(SendMark.Name) ?? custom) : null;

    private static EmailEventKind? KindOf(string? type) => type switch
    {
        "request" or "sent" => EmailEventKind.Sent,
        "delivered" => EmailEventKind.Delivered,
        "deferred" => EmailEventKind.Deferred,
        "soft_bounce" => EmailEventKind.SoftBounce,
        "hard_bounce" or "invalid_email" or "invalid" => EmailEventKind.HardBounce,
        "blocked" => EmailEventKind.Suppressed,
        "error" => EmailEventKind.Rejected,
        "spam" or "complaint" => EmailEventKind.Complaint,
        "opened" or "unique_opened" or "proxy_open" or "unique_proxy_open" => EmailEventKind.Open,
        "click" => EmailEventKind.Click,
        "unsubscribe" or "unsubscribed" => EmailEventKind.Unsubscribe,
        _ => null,
    };
}
