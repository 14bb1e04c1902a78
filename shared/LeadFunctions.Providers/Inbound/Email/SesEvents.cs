using System.Text.Json;
using LeadFunctions.Domain.Emails;
using LeadFunctions.Providers.Inbound.Reading;

namespace LeadFunctions.Providers.Inbound.Email;

/// <summary>
/// What SES puts into SNS's message: <c>eventType</c> (event publishing) or <c>notificationType</c> (feedback), one message for several recipients;
/// each becomes an event of its own.
/// </summary>
internal static class SesEvents
{
    /// <param name="id">Of the SNS message: the same in every repeat.</param>
    /// <param name="sentAt">Of the SNS message: for what has no time of its own.</param>
    public static void Take(Told told, JsonElement one, string id, string? sentAt)
    {
        var type = one.AnyText("eventType", "notificationType");
        var detail = one.At(DetailOf(type));
        if (KindOf(type, detail) is not { } kind)
        {
            told.Unknown(type, one, id);
            return;
        }

        var recipients = RecipientsOf(one, kind, detail).ToList();
        for (var i = 0; i < Math.Max(recipients.Count, 1); i++)
        {
            var who = i < recipients.Count ? recipients[i] : default;
            told.Add(Event(told, one, detail, kind) with
            {
                Id = EventId.Of(SesWebhook.ProviderName, id.Length == 0 ? null : recipients.Count < 2 ? id : $"{id}:{i}", type, one.At("mail").Text("messageId"), who.Email, detail.Text("timestamp")),
                At = EventTime.OfAny(told.Now, detail.Text("timestamp"), sentAt, one.At("mail").Text("timestamp")),
                Recipient = MailText.Address(who.Email),
                Reason = MailText.Reason(
                    who.About?.Text("status"), who.About?.Text("diagnosticCode"), detail.Text("bounceSubType") ?? detail.Text("complaintSubType"), detail.Text("complaintFeedbackType"),
                    detail.Text("reason"), detail.Text("errorMessage"), detail.Text("delayType")),
            });
        }
    }

    private static EmailEvent Event(Told told, JsonElement one, JsonElement? detail, EmailEventKind kind) =>
        new(SesWebhook.ProviderName, "", kind, told.Now)
        {
            MessageId = MailText.MessageId(one.At("mail").Text("messageId")),
            SendId = SendIdOf(one.At("mail")),
            Url = MailText.Url(detail.Text("link")),
            // A complaint's agent is the feedback loop's.
            UserAgent = kind is EmailEventKind.Open or EmailEventKind.Click ? MailText.Agent(detail.Text("userAgent")) : null,
            Ip = MailText.Ip(detail.Text("ipAddress")),
            Cause = kind == EmailEventKind.Suppressed ? SuppressionReason.Complaint : null,
            Raw = Payload.Raw(one),
        };

    /// <summary>Our mark is a message tag, which has a list of values, or a header.</summary>
    private static string? SendIdOf(JsonElement? mail)
    {
        var tag = mail.At("tags").At(SendMark.Name).Items().FirstOrDefault();
        var header = mail.At("headers").Items().FirstOrDefault(item => SendMark.Header.Equals(item.Text("name"), StringComparison.OrdinalIgnoreCase));
        return MailText.SendId(((JsonElement?)tag).Text()) ?? MailText.SendId(header.Text("value"));
    }

    private static IEnumerable<(string? Email, JsonElement? About)> RecipientsOf(JsonElement one, EmailEventKind kind, JsonElement? detail)
    {
        var own = detail.At("bouncedRecipients") ?? detail.At("complainedRecipients") ?? detail.At("delayedRecipients");
        if (own is not null)
        {
            return own.Items().Select(who => (who.Text("emailAddress"), (JsonElement?)who));
        }

        var all = kind == EmailEventKind.Delivered ? detail.At("recipients") ?? one.At("mail").At("destination") : one.At("mail").At("destination");
        return all.Items().Select(who => (((JsonElement?)who).Text(), (JsonElement?)null));
    }

    private static string DetailOf(string? type) => type switch
    {
        "Rendering Failure" or "RenderingFailure" => "failure",
        "DeliveryDelay" => "deliveryDelay",
        null => "",
        _ => type.ToLowerInvariant(),
    };

    private static EmailEventKind? KindOf(string? type, JsonElement? detail) => type switch
    {
        "Send" => EmailEventKind.Sent,
        "Delivery" => EmailEventKind.Delivered,
        "DeliveryDelay" => EmailEventKind.Deferred,
        "Bounce" => detail.Text("bounceType") is "Permanent" ? EmailEventKind.HardBounce : EmailEventKind.SoftBounce,
        // "not-spam": somebody took the mail out of the spam folder.
        "Complaint" when detail.Text("complaintFeedbackType") is "not-spam" => null,
        "Complaint" => detail.Text("complaintSubType") is "OnAccountSuppressionList" ? EmailEventKind.Suppressed : EmailEventKind.Complaint,
        "Reject" or "Rendering Failure" or "RenderingFailure" => EmailEventKind.Rejected,
        "Open" => EmailEventKind.Open,
        "Click" => EmailEventKind.Click,
        "Subscription" => OfSubscription(detail),
        _ => null,
    };

    /// <summary>A topic less counts as an unsubscribe: we do not know SES's topics, and the most restrictive wins.</summary>
    private static EmailEventKind? OfSubscription(JsonElement? detail)
    {
        var (before, after) = (detail.At("oldTopicPreferences"), detail.At("newTopicPreferences"));
        var optedOut = after.At("topicSubscriptionStatus").Items().Any(topic => topic.AnyText("subscriptionStatus") is "OptOut" or "OPT_OUT");
        return after?.Flag("unsubscribeAll") == true || optedOut ? EmailEventKind.Unsubscribe
            : before?.Flag("unsubscribeAll") == true && after?.Flag("unsubscribeAll") == false ? EmailEventKind.Resubscribe
            : null;
    }
}
