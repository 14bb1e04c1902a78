using LeadFunctions.Providers.Inbound.Forms;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Providers.Inbound;

/// <summary>The services that host forms for others, by their name in the address. To add one: a file in Forms and a line here.</summary>
public static class FormWebhooks
{
    private static readonly SortedDictionary<string, Func<WebhookSettings, IWebhook>> Known = new(StringComparer.Ordinal)
    {
        [ContactForm7Webhook.ProviderName] = settings => new ContactForm7Webhook(settings),
        [ElementorWebhook.ProviderName] = settings => new ElementorWebhook(settings),
        [GoogleWebhook.ProviderName] = settings => new GoogleWebhook(settings),
        [GravityFormsWebhook.ProviderName] = settings => new GravityFormsWebhook(settings),
        [HubSpotWebhook.ProviderName] = settings => new HubSpotWebhook(settings),
        [MetaWebhook.ProviderName] = settings => new MetaWebhook(settings),
        [TypeformWebhook.ProviderName] = settings => new TypeformWebhook(settings),
        [WebflowWebhook.ProviderName] = settings => new WebflowWebhook(settings),
    };

    public static IReadOnlyCollection<string> Names => Known.Keys;

    /// <param name="settings">A service's settings by its name. One without its secret refuses every call.</param>
    /// <exception cref="ArgumentException">A setting cannot be used; says which and why.</exception>
    public static IReadOnlyDictionary<string, IWebhook> All(Func<string, WebhookSettings> settings) =>
        Known.ToDictionary(one => one.Key, one => one.Value(settings(one.Key)), StringComparer.Ordinal);
}
