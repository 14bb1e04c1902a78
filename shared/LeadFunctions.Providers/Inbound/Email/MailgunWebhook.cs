using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using LeadFunctions.Domain.Emails;
using LeadFunctions.Providers.Inbound.Reading;
using LeadFunctions.Providers.Inbound.Signing;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Providers.Inbound.Email;

/// <summary>
/// Mailgun's webhooks: JSON <c>{signature, event-data}</c>, or the older urlencoded form. Setting <c>SigningKey</c>. Only time and token are signed, not the
/// body: whoever has one signature could put any body under it. So a token is good for one body, and none is old.
/// </summary>
public sealed class MailgunWebhook(WebhookSettings settings) : IWebhook
{
    public const string ProviderName = "mailgun";
    private static readonly TimeSpan Ahead = TimeSpan.FromMinutes(5);

    // Mailgun repeats what it could not deliver for some eight hours. Used tokens are remembered for longer than that.
    private readonly TimeSpan _oldest = settings.Span("MaxAge", TimeSpan.FromHours(9));
    private readonly Hmac _hmac = new(settings.List("SigningKey"));

    public string Name => ProviderName;

    public ValueTask<WebhookReading> ReadAsync(WebhookRequest request, CancellationToken ct) => ValueTask.FromResult(Read(request));

    private WebhookReading Read(WebhookRequest request)
    {
        if (!_hmac.IsConfigured)
        {
            return Refusals.NotConfigured;
        }

        if (Body(request) is not { } body)
        {
            return Refusals.Signature;
        }

        // The older form has the three at the top.
        var signature = body.At("signature") is { ValueKind: JsonValueKind.Object } own ? own : body;
        var (timestamp, token) = (signature.Text("timestamp"), signature.Text("token"));
        if (!IsSigned(timestamp, token, signature.Text("signature")))
        {
            return Refusals.Signature;
        }

        if (!Hmac.IsRecent(timestamp, request.Now, _oldest, Ahead))
        {
            return Refusals.Time;
        }

        var told = new Told(Name, request.Now);
        Take(told, body.At("event-data") is { ValueKind: JsonValueKind.Object } data ? data : body);
        return told.All(ProviderName + ":" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token!)).AsSpan(0, 16)));
    }

    /// <summary>Whether time and token are Mailgun's.</summary>
    public bool IsSigned(string? timestamp, string? token, string? signature) =>
        timestamp is { Length: > 0 and < 20 } && token is { Length: > 0 and <= 100 }
        && _hmac.MatchesHex(signature, Encoding.UTF8.GetBytes(timestamp), Encoding.UTF8.GetBytes(token));

    /// <summary>The body as JSON; of the urlencoded form the last value of a name counts.</summary>
    private static JsonElement? Body(WebhookRequest request)
    {
        if (Payload.Parse(request.Body) is { ValueKind: JsonValueKind.Object } json)
        {
            return json;
        }

        try
        {
            return FormText.UrlEncoded(request.Body) is { } fields
                ? JsonSerializer.SerializeToElement(fields.GroupBy(field => field.Key).ToDictionary(same => same.Key, same => same.Last().Value))
                : null;
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    private static void Take(Told told, JsonElement one)
    {
        var type = one.Text("event");
        if (KindOf(one, type) is not { } kind)
        {
            told.Unknown(type, one, one.Text("id"));
            return;
        }

        var (status, client) = (one.At("delivery-status"), one.At("client-info"));
        var email = one.Text("recipient") ?? one.At("message").At("headers").Text("to");
        var messageId = one.At("message").At("headers").Text("message-id") ?? one.AnyText("Message-Id", "message-id");
        var own = one.Text("id");
        told.Add(new EmailEvent(ProviderName, EventId.Of(ProviderName, own, type, messageId, email, one.Text("timestamp"), one.Text("token"), one.Text("url")), kind, EventTime.Of(one.Text("timestamp"), told.Now))
        {
            MessageId = MailText.MessageId(messageId),
            SendId = MailText.SendId(one.At("user-variables").Text(SendMark.Name) ?? one.Text(SendMark.Name)),
            Recipient = MailText.Address(email),
            Url = MailText.Url(one.Text("url")),
            UserAgent = MailText.Agent(client.Text("user-agent") ?? one.Text("user-agent")),
            Ip = MailText.Ip(one.Text("ip")),
            Reason = MailText.Reason(
                status.Text("enhanced-code") ?? status.Text("code") ?? one.Text("code"), status.Text("message"), status.Text("description"),
                one.AnyText("error", "description"), one.Text("reason") ?? one.At("reject").Text("reason")),
            Cause = kind == EmailEventKind.Suppressed ? CauseOf(one) : null,
            Machine = client.Text("bot") is { } bot ? ["bot:" + PlainText.Line(bot, 40)] : null,
            Raw = Payload.Raw(one),
        });
    }

    private static EmailEventKind? KindOf(JsonElement one, string? type) => type switch
    {
        "accepted" => EmailEventKind.Sent,
        "delivered" => EmailEventKind.Delivered,
        "failed" when one.Text("severity") is "temporary" => EmailEventKind.Deferred,
        "failed" when CauseOf(one) is not null => EmailEventKind.Suppressed,
        // Given up after many temporary failures.
        "failed" => one.Text("reason") is "old" || IsTemporary(one) ? EmailEventKind.SoftBounce : EmailEventKind.HardBounce,
        "bounced" => IsTemporary(one) ? EmailEventKind.SoftBounce : EmailEventKind.HardBounce,
        "dropped" => CauseOf(one) is not null ? EmailEventKind.Suppressed : one.Text("reason") is "old" ? EmailEventKind.SoftBounce : EmailEventKind.Rejected,
        "rejected" => EmailEventKind.Rejected,
        "opened" => EmailEventKind.Open,
        "clicked" => EmailEventKind.Click,
        "unsubscribed" => EmailEventKind.Unsubscribe,
        "complained" => EmailEventKind.Complaint,
        _ => null,
    };

    private static bool IsTemporary(JsonElement one) =>
        (one.At("delivery-status").Text("code") ?? one.Text("code")) is { } code && code.StartsWith('4')
        || MailText.IsPermanent(one.At("delivery-status").Text("message") ?? one.Text("error")) is false;

    /// <summary>605 to 607 are Mailgun's own: bounced, unsubscribed, complained before.</summary>
    private static SuppressionReason? CauseOf(JsonElement one) =>
        (one.Text("reason"), one.At("delivery-status").Text("code") ?? one.Text("code")) switch
        {
            ("suppress-bounce", _) or (_, "605") => SuppressionReason.HardBounce,
            ("suppress-unsubscribe", _) or (_, "606") => SuppressionReason.Unsubscribe,
            ("suppress-complaint", _) or (_, "607") => SuppressionReason.Complaint,
            _ => null,
        };
}
