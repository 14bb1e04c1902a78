using System.Text.Json;
using LeadFunctions.Providers.Inbound.Reading;
using LeadFunctions.Providers.Inbound.Signing;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Providers.Inbound.Email;

/// <summary>
/// Amazon SES through SNS: JSON that calls itself text/plain, signed with a certificate that it names. Setting <c>Topics</c>: the topics (ARNs) that may call,
/// as anybody has one. A subscription to one of them is confirmed; "raw delivery" has no signature and is refused.
/// </summary>
public sealed class SesWebhook(WebhookSettings settings, WebhookTools tools) : IWebhook, IDisposable
{
    public const string ProviderName = "ses";
    private static readonly TimeSpan Later = TimeSpan.FromSeconds(20);

    private readonly HashSet<string> _topics = new(settings.List("Topics"), StringComparer.Ordinal);
    private readonly SnsCertificates _certificates = new(tools.Fetch);

    public string Name => ProviderName;

    public void Dispose() => _certificates.Dispose();

    public async ValueTask<WebhookReading> ReadAsync(WebhookRequest request, CancellationToken ct)
    {
        if (_topics.Count == 0)
        {
            return Refusals.NotConfigured;
        }

        if (Payload.Parse(request.Body) is not { ValueKind: JsonValueKind.Object } message || message.Text("Signature") is null)
        {
            return Refusals.Signature;
        }

        var topic = message.Text("TopicArn") ?? "";
        if (!_topics.Contains(topic))
        {
            return Refusals.Source;
        }

        if (SnsUrls.Certificate(message.AnyText("SigningCertURL", "SigningCertUrl")) is not { } address)
        {
            return Refusals.Signature;
        }

        if (await _certificates.GetAsync(address, request.Now, ct) is not { } certificate)
        {
            return new WebhookReading.NotNow("certificate", Later);
        }

        return SnsSignature.Holds(message, certificate) ? await ReadSignedAsync(message, topic, request.Now, ct) : Refusals.Signature;
    }

    private async ValueTask<WebhookReading> ReadSignedAsync(JsonElement message, string topic, DateTimeOffset now, CancellationToken ct)
    {
        var type = message.Text("Type");
        if (type == "SubscriptionConfirmation")
        {
            return SnsUrls.Subscription(message.Text("SubscribeURL"), topic) is not { } confirm ? Refusals.Source
                : await tools.Fetch(confirm, ct) is null ? new WebhookReading.NotNow("confirmation", Later)
                : new WebhookReading.Reply(200, "application/json", """{"status":"subscribed"}""");
        }

        var told = new Told(Name, now);
        var (id, text) = (message.Text("MessageId") ?? "", message.TryGetProperty("Message", out var inner) ? SnsSignature.Whole(inner) : null);
        if (type == "Notification" && text is not null && Payload.Parse(text) is { ValueKind: JsonValueKind.Object } happened)
        {
            SesEvents.Take(told, happened, id, message.Text("Timestamp"));
        }
        else
        {
            // Somebody ended the subscription, or "Successfully validated SNS topic for Amazon SES event publishing."
            told.Unknown(type is "Notification" ? "text" : type, message, id);
        }

        return told.All();
    }
}
