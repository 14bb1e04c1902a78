using LeadFunctions.Domain.Playbooks;

namespace LeadFunctions.UseCases.Playbooks.Reading;

/// <summary><c>notifications</c>: channel names are checked by the host, which knows the channels it has.</summary>
internal static class ReadNotifications
{
    public static NotificationSettings From(Section document) =>
        document.One("notifications", PlaybookKeys.Notifications, Settings) ?? new NotificationSettings();

    private static NotificationSettings Settings(Section section)
    {
        var url = Address(section, "webhookUrl");
        var channels = section.Texts("channels");
        if (channels.Contains("webhook") && url is null)
        {
            section.Reader.Errors.Add(section.Find("channels")!, "the webhook channel needs 'webhookUrl'");
        }

        return new NotificationSettings
        {
            Channels = channels.Count > 0 ? channels : new NotificationSettings().Channels,
            WebhookUrl = url,
            Digest = section.One("digest", PlaybookKeys.Digest, Digest),
            LeadPage = LeadPage(section),
            ModelPerHour = section.Whole("modelPerHour", new NotificationSettings().ModelPerHour, 1, 1_000),
        };
    }

    private static DigestRule Digest(Section section) => new(section.Whole("after", 1, 1, 1_000), section.Duration("within") ?? TimeSpan.FromMinutes(15));

    private static string? LeadPage(Section section)
    {
        var page = Address(section, "leadPage");
        if (page is not null && !page.Contains("{id}", StringComparison.Ordinal))
        {
            section.Reader.Errors.Add(section.Find("leadPage")!, "expected {id} in it, where the lead's id goes: https://crm.example.com/leads/{id}");
        }

        return page;
    }

    internal static string? Address(Section section, string key)
    {
        var url = section.OptionalText(key);
        if (url is not null && !(Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"))
        {
            section.Reader.Errors.Add(section.Find(key)!, "expected an http or https address");
        }

        return url;
    }
}
