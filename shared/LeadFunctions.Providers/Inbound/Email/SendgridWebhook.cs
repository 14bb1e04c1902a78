using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using LeadFunctions.Domain.Emails;
using LeadFunctions.Providers.Inbound.Reading;
using LeadFunctions.Providers.Inbound.Signing;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Providers.Inbound.Email;

/// <summary>
/// SendGrid's event webhook: an array of events, signed (ECDSA) over timestamp and raw body. Setting <c>PublicKey</c> as SendGrid shows it.
/// The signature covers everything, so an old one repeats what took effect already; no age is refused.
/// </summary>
public sealed class SendgridWebhook : IWebhook
{
    public const string ProviderName = "sendgrid";
    private const string SignatureHeader = "X-Twilio-Email-Event-Webhook-Signature";
    private const string TimestampHeader = "X-Twilio-Email-Event-Webhook-Timestamp";
    private const int LongestSignature = 200;

    private readonly byte[][] _keys;

    public SendgridWebhook(WebhookSettings settings) => _keys = [.. settings.List("PublicKey").Select(Usable)];

    public string Name => ProviderName;

    public ValueTask<WebhookReading> ReadAsync(WebhookRequest request, CancellationToken ct) => ValueTask.FromResult(Read(request));

    private WebhookReading Read(WebhookRequest request)
    {
        if (_keys.Length == 0)
        {
            return Refusals.NotConfigured;
        }

        if (!IsSigned(request))
        {
            return Refusals.Signature;
        }

        if (Payload.Parse(request.Body) is not { ValueKind: JsonValueKind.Array or JsonValueKind.Object } body)
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

    private bool IsSigned(WebhookRequest request)
    {
        var signature = new byte[LongestSignature];
        if (request.Header(TimestampHeader) is not { Length: > 0 and < 32 } timestamp
            || request.Header(SignatureHeader) is not { Length: < LongestSignature } given
            || !Convert.TryFromBase64String(given, signature, out var length))
        {
            return false;
        }

        byte[] signed = [.. Encoding.UTF8.GetBytes(timestamp), .. request.Body.Span];
        return Array.Exists(_keys, key => Verifies(key, signed, signature.AsSpan(0, length)));
    }

    private static bool Verifies(byte[] key, byte[] signed, ReadOnlySpan<byte> signature)
    {
        using var ecdsa = ECDsa.Create();
        ecdsa.ImportSubjectPublicKeyInfo(key, out _);
        return ecdsa.VerifyData(signed, signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
    }

    private static void Take(Told told, JsonElement one)
    {
        var type = one.Text("event");
        var id = one.Text("sg_event_id");
        if (KindOf(one, type) is not { } kind)
        {
            told.Unknown(type, one, id);
            return;
        }

        var (messageId, email) = (one.Text("sg_message_id"), one.Text("email"));
        var own = id is null ? null : $"{id}:{type}";
        told.Add(new EmailEvent(ProviderName, EventId.Of(ProviderName, own, type, messageId, email, one.Text("timestamp"), one.Text("url")), kind, EventTime.Of(one.Text("timestamp"), told.Now))
        {
            MessageId = MessageIdOf(messageId, one.Text("smtp-id")),
            SendId = MailText.SendId(one.Text(SendMark.Name)),
            Recipient = MailText.Address(email),
            Url = kind == EmailEventKind.Click ? MailText.Url(one.Text("url")) : null,
            UserAgent = MailText.Agent(one.Text("useragent")),
            Ip = MailText.Ip(one.Text("ip")),
            Reason = MailText.Reason(one.Text("status"), one.Text("reason") ?? one.Text("response"), one.Text("bounce_classification")),
            Cause = kind == EmailEventKind.Suppressed ? CauseOf(one.Text("reason")) : null,
            Machine = one.Flag("sg_machine_open") ? ["machine-open"] : null,
            Raw = Payload.Raw(one),
        });
    }

    /// <summary>X-Message-Id of the send. Behind the first dot are the servers it went through; of a mail that was dropped only those, but its SMTP id begins with it.</summary>
    private static string? MessageIdOf(string? messageId, string? smtpId)
    {
        var first = messageId?.Split('.')[0];
        return MailText.MessageId(first?.StartsWith("filter", StringComparison.Ordinal) != false && smtpId is not null ? smtpId.Split('@')[0] : first);
    }

    private static EmailEventKind? KindOf(JsonElement one, string? type) => type switch
    {
        "processed" => EmailEventKind.Sent,
        "deferred" => EmailEventKind.Deferred,
        "delivered" => EmailEventKind.Delivered,
        // Blocked: this mail was refused, not the address.
        "bounce" => one.Text("type") is "blocked" ? EmailEventKind.SoftBounce : EmailEventKind.HardBounce,
        "blocked" => EmailEventKind.SoftBounce,
        "dropped" => CauseOf(one.Text("reason")) is null ? EmailEventKind.Rejected : EmailEventKind.Suppressed,
        "open" => EmailEventKind.Open,
        "click" => EmailEventKind.Click,
        "spamreport" => EmailEventKind.Complaint,
        "unsubscribe" or "group_unsubscribe" => EmailEventKind.Unsubscribe,
        "group_resubscribe" => EmailEventKind.Resubscribe,
        _ => null,
    };

    private static SuppressionReason? CauseOf(string? reason) => reason switch
    {
        null => null,
        _ when reason.Contains("Unsubscribed", StringComparison.OrdinalIgnoreCase) => SuppressionReason.Unsubscribe,
        _ when reason.Contains("Spam Report", StringComparison.OrdinalIgnoreCase) => SuppressionReason.Complaint,
        _ when reason.Contains("Bounced", StringComparison.OrdinalIgnoreCase) || reason.Contains("Invalid", StringComparison.OrdinalIgnoreCase) => SuppressionReason.HardBounce,
        _ => null,
    };

    private static byte[] Usable(string key)
    {
        try
        {
            var bytes = Convert.FromBase64String(key.Replace("-----BEGIN PUBLIC KEY-----", "", StringComparison.Ordinal).Replace("-----END PUBLIC KEY-----", "", StringComparison.Ordinal));
            using var ecdsa = ECDsa.Create();
            ecdsa.ImportSubjectPublicKeyInfo(bytes, out _);
            return bytes;
        }
        catch (Exception wrong) when (wrong is FormatException or CryptographicException)
        {
            throw new ArgumentException("PublicKey is not the verification key that SendGrid shows (base64 of a public key)", nameof(key));
        }
    }
}
