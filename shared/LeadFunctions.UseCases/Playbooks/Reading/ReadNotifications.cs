using LeadFunctions.Domain.Playbooks;

namespace LeadFunctions.UseCases.Playbooks.Reading;

/// <summary><c>notifications</c>: channel names are checked by the host, which knows the channels it has.</summary>
internal static class ReadNotifications
{
    public static NotificationSettings From(Section document) =>
        document.One("notifications", PlaybookKeys.Notifications, Settings) ?? new NotificationSettings();

    private static NotificationSettings Settings(Section section)
    {
        var url = section.OptionalText("webhookUrl");
        if (url is not null && !(Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"))
        {
            section.Reader.Errors.Add(section.Find("webhookUrl")!, "expected an http or https address");
        }

        var channels = section.Texts("channels");
        if (channels.Contains("webhook") && url is null)
        {
            section.Reader.Errors.Add(section.Find("channels")!, "the webhook channel needs 'webhookUrl'");
        }

        return new NotificationSettings { Channels = channels.Count > 0 ? channels : new NotificationSettings().Channels, WebhookUrl = url };
    }
}
