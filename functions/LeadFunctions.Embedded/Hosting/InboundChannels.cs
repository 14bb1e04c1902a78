using LeadFunctions.Providers.Inbound;
using LeadFunctions.Providers.Inbound.Forms;
using LeadFunctions.Providers.Net;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Embedded.Hosting;

/// <summary>Who may call us, by the settings <c>Webhooks:Sendgrid:PublicKey</c> and the like. A provider without its secret is refused; a setting that cannot be used ends the start.</summary>
public static class InboundChannels
{
    private const string Section = "Webhooks";

    public static IReadOnlyDictionary<string, IWebhook> Emails(IConfiguration configuration) =>
        Checked(() => EmailWebhooks.All(provider => SettingsOf(configuration, provider), new WebhookTools(FetchAsync)));

    public static IReadOnlyDictionary<string, IWebhook> Forms(IConfiguration configuration) =>
        Checked(() => FormWebhooks.All(provider => SettingsOf(configuration, provider)));

    /// <summary>Answers of which a service only sends the id.</summary>
    public static AnswerSources Answers(IConfiguration configuration)
    {
        var meta = SettingsOf(configuration, MetaWebhook.ProviderName);
        return new AnswerSources(meta.Text("AccessToken") is { } token ? [new MetaGraph(token, meta.Text("GraphVersion"))] : []);
    }

    private static WebhookSettings SettingsOf(IConfiguration configuration, string provider) =>
        new(name => configuration[$"{Section}:{WebhookSettings.SectionOf(provider)}:{name}"]);

    private static IReadOnlyDictionary<string, IWebhook> Checked(Func<IReadOnlyDictionary<string, IWebhook>> make)
    {
        try
        {
            return make();
        }
        catch (ArgumentException wrong)
        {
            throw new SetupException("A webhook's setting cannot be used: " + wrong.Message);
        }
    }

    private static readonly Lazy<HttpClient> Public = new(() => Outbound.Client(allowPrivate: false));

    /// <summary>Only for addresses that a provider's rules allow; to public addresses, without redirects.</summary>
    private static async Task<string?> FetchAsync(Uri address, CancellationToken ct)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(ct);
        timeout.CancelAfter(TimeSpan.FromSeconds(5));
        try
        {
            using var answer = await Public.Value.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, timeout.Token);
            if (!answer.IsSuccessStatusCode)
            {
                return null;
            }

            var buffer = new byte[Outbound.MaxAnswer];
            await using var stream = await answer.Content.ReadAsStreamAsync(timeout.Token);
            return System.Text.Encoding.UTF8.GetString(buffer, 0, await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, timeout.Token));
        }
        catch (Exception failed) when (failed is HttpRequestException or IOException or OperationCanceledException)
        {
            return null;
        }
    }
}
