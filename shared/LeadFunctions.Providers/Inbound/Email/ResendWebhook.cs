using System.Text.Json;
using LeadFunctions.Domain.Emails;
using LeadFunctions.Providers.Inbound.Reading;
using LeadFunctions.Providers.Inbound.Signing;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Providers.Inbound.Email;

/// <summary>
/// Resend's webhooks: Standard Webhooks through Svix, <c>{type, created_at, data}</c>. Setting <c>Secret</c> (<c>whsec_…</c>, two while one replaces the other).
/// </summary>
public sealed class ResendWebhook(WebhookSettings settings) : IWebhook
{
    public const string ProviderName = "resend";

    private readonly StandardSignature _signature = new(settings.List("Secret"));

    public string Name => ProviderName;

    public ValueTask<WebhookReading> ReadAsync(WebhookRequest request, CancellationToken ct) => ValueTask.FromResult(Read(request));

    private WebhookReading Read(WebhookRequest request)
    {
        if (_signature.Refuses(request, out var id) is { } refused)
        {
            return refused;
        }

        if (Payload.Parse(request.Body) is not { ValueKind: JsonValueKind.Object } body)
        {
            return Refusals.NotJson;
        }

        var told = new Told(Name, request.Now);
        Take(told, body, id);
        return told.All();
    }

    private static void Take(Told told, JsonElement body, string id)
    {
        var (type, data) = (body.Text("type"), body.At("data"));
        if (KindOf(body, type) is not { } kind)
        {
            told.Unknown(type, body, id);
            return;
        }

        var click = data.At("click");
        var bounce = data.At("bounce");
        var recipients = data.At("to").Items().Select(to => MailText.Address(((JsonElement?)to).Text())).ToList();
        // To several at once is not how we send; then it cannot be told whom it is about, and each has an event.
        for (var i = 0; i < Math.Max(recipients.Count, 1); i++)
        {
            told.Add(new EmailEvent(ProviderName, EventId.Of(ProviderName, i == 0 ? id : $"{id}:{i}"), kind, EventTime.OfAny(told.Now, click.Text("timestamp"), body.Text("created_at"), data.Text("created_at")))
            {
                MessageId = MailText.MessageId(data.Text("email_id")),
                SendId = SendIdOf(data),
                Recipient = i < recipients.Count ? recipients[i] : null,
                Url = MailText.Url(click.Text("link")),
                UserAgent = MailText.Agent(click.Text("userAgent") ?? data.At("open").Text("userAgent")),
                Ip = MailText.Ip(click.Text("ipAddress") ?? data.At("open").Text("ipAddress")),
                Reason = MailText.Reason(bounce.Text("type"), bounce.Text("subType"), bounce.Text("message"), data.At("failed").Text("reason"), data.At("suppressed").Text("message")),
                Raw = Payload.Raw(body),
            });
        }
    }

    /// <summary>Tags are an object here, and a list of names and values when sending; both occur.</summary>
    private static string? SendIdOf(JsonElement? data) => MailText.SendId(
        data.At("tags").Text(SendMark.Name)
        ?? Named(data.At("tags"), SendMark.Name)
        ?? Named(data.At("headers"), SendMark.Header));

    private static string? Named(JsonElement? list, string name) =>
        list.Items().FirstOrDefault(item => name.Equals(item.Text("name"), StringComparison.OrdinalIgnoreCase)).Text("value");

    private static EmailEventKind? KindOf(JsonElement body, string? type) => type switch
    {
        "email.sent" => EmailEventKind.Sent,
        "email.delivered" => EmailEventKind.Delivered,
        "email.delivery_delayed" => EmailEventKind.Deferred,
        "email.bounced" => OfBounce(body.At("data").At("bounce")),
        "email.suppressed" => EmailEventKind.Suppressed,
        "email.failed" => EmailEventKind.Rejected,
        "email.complained" => EmailEventKind.Complaint,
        "email.opened" => EmailEventKind.Open,
        "email.clicked" => EmailEventKind.Click,
        _ => null,
    };

    /// <summary>Older bounces have no type: they say in words whether the address is on Resend's own list.</summary>
    private static EmailEventKind OfBounce(JsonElement? bounce) => bounce.Text("type") switch
    {
        "Transient" or "Temporary" or "Undetermined" => EmailEventKind.SoftBounce,
        _ when bounce.Text("subType") is "Suppressed" or "OnAccountSuppressionList" => EmailEventKind.Suppressed,
        _ when bounce.Text("message")?.Contains("suppress", StringComparison.OrdinalIgnoreCase) == true => EmailEventKind.Suppressed,
        _ => EmailEventKind.HardBounce,
    };
}
