using LeadFunctions.Providers.Inbound.Email;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Providers.Inbound;

/// <summary>The email providers that may tell us what became of emails, by their name in the address. To add one: a file in Email and a line here.</summary>
public static class EmailWebhooks
{
    private static readonly SortedDictionary<string, Func<WebhookSettings, WebhookTools, IWebhook>> Known = new(StringComparer.Ordinal)
    {
        [AcsWebhook.ProviderName] = (settings, _) => new AcsWebhook(settings),
        [BrevoWebhook.ProviderName] = (settings, _) => new BrevoWebhook(settings),
        [MailgunWebhook.ProviderName] = (settings, _) => new MailgunWebhook(settings),
        [PostmarkWebhook.ProviderName] = (settings, _) => new PostmarkWebhook(settings),
        [ResendWebhook.ProviderName] = (settings, _) => new ResendWebhook(settings),
        [SendgridWebhook.ProviderName] = (settings, _) => new SendgridWebhook(settings),
        [SesWebhook.ProviderName] = (settings, tools) => new SesWebhook(settings, tools),
    };

    public static IReadOnlyCollection<string> Names => Known.Keys;

    /// <param name="settings">A provider's settings by its name. One without its secret refuses every call.</param>
    /// <exception cref="ArgumentException">A setting cannot be used; says which and why.</exception>
    public static IReadOnlyDictionary<string, IWebhook> All(Func<string, WebhookSettings> settings, WebhookTools tools) =>
        Known.ToDictionary(one => one.Key, one => one.Value(settings(one.Key), tools), StringComparer.Ordinal);
}
