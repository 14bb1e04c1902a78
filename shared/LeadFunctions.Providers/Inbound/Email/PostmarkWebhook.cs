using System.Text.Json;
using LeadFunctions.Domain.Emails;
using LeadFunctions.Providers.Inbound.Reading;
using LeadFunctions.Providers.Inbound.Signing;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Providers.Inbound.Email;

/// <summary>
/// Postmark's webhooks: one JSON object with a <c>RecordType</c>. Postmark does not sign; setting <c>Secret</c> is the password of the address's basic
/// authentication, or goes into the header <c>X-Webhook-Secret</c>.
/// </summary>
public sealed class PostmarkWebhook(WebhookSettings settings) : IWebhook
{
    public const string ProviderName = "postmark";

    private readonly SharedSecret _secret = new(settings.Chosen("Secret"));

    public string Name => ProviderName;

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
        var record = one.Text("RecordType");
        if (KindOf(one, record) is not { } kind)
        {
            told.Unknown(record is "Bounce" ? $"Bounce:{one.Text("Type")}" : record, one, one.Text("ID"));
            return;
        }

        var email = one.AnyText("Recipient", "Email");
        var time = one.AnyText("DeliveredAt", "BouncedAt", "ReceivedAt", "ChangedAt");
        // Only bounces and complaints have an id of their own.
        var own = one.Text("ID") is { } id ? $"{record}:{id}" : null;
        told.Add(new EmailEvent(ProviderName, EventId.Of(ProviderName, own, record, one.Text("MessageID"), email, time, one.Text("OriginalLink")), kind, EventTime.Of(time, told.Now))
        {
            MessageId = MailText.MessageId(one.Text("MessageID")),
            SendId = MailText.SendId(one.At("Metadata").Text(SendMark.Name)),
            Recipient = MailText.Address(email),
            Url = MailText.Url(one.Text("OriginalLink")),
            UserAgent = MailText.Agent(one.Text("UserAgent")),
            Ip = MailText.Ip(one.At("Geo").Text("IP")),
            Reason = MailText.Reason(one.AnyText("Type", "SuppressionReason"), one.Text("Description"), one.Text("Details")),
            Raw = Payload.Raw(one),
        });
    }

    private static EmailEventKind? KindOf(JsonElement one, string? record) => record switch
    {
        "Delivery" => EmailEventKind.Delivered,
        "Open" => EmailEventKind.Open,
        "Click" => EmailEventKind.Click,
        "SpamComplaint" => EmailEventKind.Complaint,
        "Bounce" => OfBounce(one),
        "SubscriptionChange" => one.Flag("SuppressSending") ? OfSuppression(one) : OfReturn(one),
        _ => null,
    };

    private static EmailEventKind? OfBounce(JsonElement one) => one.Text("Type") switch
    {
        "HardBounce" or "BadEmailAddress" or "ManuallyDeactivated" => EmailEventKind.HardBounce,
        "SoftBounce" or "Transient" or "DnsError" or "SpamNotification" or "VirusNotification" or "DMARCPolicy" or "Blocked" or "Undeliverable" or "Unknown" => EmailEventKind.SoftBounce,
        "SpamComplaint" => EmailEventKind.Complaint,
        "Unsubscribe" => EmailEventKind.Unsubscribe,
        "Subscribe" => EmailEventKind.Resubscribe,
        "AutoResponder" or "ChallengeVerification" or "AddressChange" => EmailEventKind.AutoReply,
        "SMTPApiError" or "TemplateRenderingFailed" => EmailEventKind.Rejected,
        _ => null,
    };

    private static EmailEventKind OfSuppression(JsonElement one) => one.Text("SuppressionReason") switch
    {
        "HardBounce" => EmailEventKind.HardBounce,
        "SpamComplaint" => EmailEventKind.Complaint,
        _ => EmailEventKind.Unsubscribe,
    };

    /// <summary>Only the recipient's own wish is one; an address that somebody activated at Postmark has not asked for anything.</summary>
    private static EmailEventKind? OfReturn(JsonElement one) => one.Text("Origin") is "Recipient" ? EmailEventKind.Resubscribe : null;
}
