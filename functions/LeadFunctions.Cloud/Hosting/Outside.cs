using System.Text;
using Azure.Communication.Email;
using Azure.Core;
using LeadFunctions.Cloud.Email;
using LeadFunctions.Providers;
using LeadFunctions.Providers.Crm;
using LeadFunctions.Providers.Email;
using LeadFunctions.Providers.Enrich;
using LeadFunctions.Providers.Inbound;
using LeadFunctions.Providers.Inbound.Forms;
using LeadFunctions.Providers.Net;
using LeadFunctions.Providers.Notify;
using LeadFunctions.UseCases;
using LeadFunctions.UseCases.Notifying;
using LeadFunctions.UseCases.Ports;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace LeadFunctions.Cloud.Hosting;

/// <summary>The outside services, by the settings of the embedded host (all begin with <c>LEADFUNCTIONS_</c>). What needs a disk of one's own (the <c>file</c> channel) is not for here.</summary>
public static class Outside
{
    private static readonly Lazy<HttpClient> Public = new(() => Outbound.Client(allowPrivate: false));

    /// <summary>All of them, for the use cases.</summary>
    public static IServiceCollection AddOutside(this IServiceCollection services, CloudSettings cloud, TokenCredential credential, PlaybookShelf shelf, NewId ids)
    {
        var settings = cloud.Configuration;
        var site = settings["Site:PublicUrl"] is { Length: > 0 } told ? told : "https://" + settings["WEBSITE_HOSTNAME"];
        services.AddSingleton(new SiteLinks(() => site, new ClaimTokens(ids.KeyFor(ClaimTokens.Purpose))));
        services.AddSingleton(provider => Sender(settings, credential, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => Notifiers(shelf, provider.GetRequiredService<IEmailSender>(), settings, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => Webhooks(shelf, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<SendWebhook>(provider => provider.GetRequiredService<CrmWebhooks>().SendAsync);
        services.AddSingleton(provider => Enricher(shelf, settings, provider.GetRequiredService<TimeProvider>()));
        return services.AddSingleton(_ => Answers(settings));
    }

    /// <summary>How mail leaves: <c>acs</c> unless told otherwise. The client does not repeat by itself: a repeat is a second mail.</summary>
    public static IEmailSender Sender(IConfiguration settings, TokenCredential credential, TimeProvider clock)
    {
        var name = settings["Email:Provider"] is { Length: > 0 } chosen ? chosen : AcsEmail.ProviderName;
        if (name != AcsEmail.ProviderName)
        {
            return EmailSenders.ByName(name, OptionsOf(settings), clock);
        }

        var endpoint = settings["Email:Acs:Endpoint"] ?? throw new ArgumentException("The email provider 'acs' needs LEADFUNCTIONS_Email__Acs__Endpoint.", nameof(settings));
        var options = new EmailClientOptions();
        options.Retry.MaxRetries = 0;
        return new AcsEmail(new EmailClient(new Uri(endpoint), credential, options), clock);
    }

    private static EmailOptions OptionsOf(IConfiguration settings) => new(Path.GetTempPath())
    {
        Smtp = new SmtpOptions(settings["Email:Smtp:Host"] ?? "")
        {
            Port = settings.GetValue("Email:Smtp:Port", 587),
            User = settings["Email:Smtp:User"],
            Password = settings["Email:Smtp:Password"],
        },
        Postmark = new PostmarkOptions(settings["Email:Postmark:Token"] ?? "") { Stream = settings["Email:Postmark:Stream"] ?? "outbound" },
    };

    public static NotifierSet Notifiers(PlaybookShelf shelf, IEmailSender mail, IConfiguration settings, TimeProvider clock)
    {
        var playbook = shelf.Current.Playbook;
        var options = new ChannelOptions(Path.GetTempPath())
        {
            Webhook = playbook.Notifications.WebhookUrl is not { } url ? null
                : new WebhookOptions(url, false) { Secrets = settings["Notify:Webhook:Secret"] is { Length: > 0 } secret ? [secret] : [] },
            Slack = settings["Notify:Slack:Url"] is { Length: > 0 } slack ? new ChatOptions(slack, false) : null,
            Teams = settings["Notify:Teams:Url"] is { Length: > 0 } teams ? new ChatOptions(teams, false) : null,
            Email = (mail, From(settings)),
        };
        var names = playbook.Notifications.Channels.Concat(playbook.People.SelectMany(person => person.Channels)).Distinct(StringComparer.Ordinal);
        return new NotifierSet(names.Select(name => Providers.Notifiers.ByName(name, options, clock)));
    }

    /// <exception cref="ArgumentException">It is no address.</exception>
    public static Mailbox From(IConfiguration settings) =>
        Domain.Identity.EmailAddress.Normalise(settings["Email:From"] ?? "") is { } known
            ? new Mailbox(known, settings["Email:FromName"] ?? "LeadFunctions")
            : throw new ArgumentException("LEADFUNCTIONS_Email__From is no email address.", nameof(settings));

    public static CrmWebhooks Webhooks(PlaybookShelf shelf, TimeProvider clock)
    {
        var webhooks = new CrmWebhooks(Environment.GetEnvironmentVariable, allowPrivate: false, clock);
        foreach (var endpoint in shelf.Current.Playbook.Webhooks)
        {
            webhooks.Check(endpoint);
        }

        return webhooks;
    }

    public static IEnricher Enricher(PlaybookShelf shelf, IConfiguration settings, TimeProvider clock) =>
        shelf.Current.Playbook.Enrichment is { } enrichment
            ? new HttpEnricher(new EnricherOptions(enrichment.Url, enrichment.Fields) { Key = settings["Enrich:Key"] }, clock)
            : new NoEnricher();

    public static IReadOnlyDictionary<string, IWebhook> EmailWebhooks(IConfiguration settings) =>
        Providers.Inbound.EmailWebhooks.All(provider => SettingsOf(settings, provider), new WebhookTools(FetchAsync));

    public static IReadOnlyDictionary<string, IWebhook> FormWebhooks(IConfiguration settings) =>
        Providers.Inbound.FormWebhooks.All(provider => SettingsOf(settings, provider));

    /// <summary>Answers of which a service only sends the id.</summary>
    public static AnswerSources Answers(IConfiguration settings)
    {
        var meta = SettingsOf(settings, MetaWebhook.ProviderName);
        return new AnswerSources(meta.Text("AccessToken") is { } token ? [new MetaGraph(token, meta.Text("GraphVersion"))] : []);
    }

    private static WebhookSettings SettingsOf(IConfiguration settings, string provider) =>
        new(name => settings[$"Webhooks:{WebhookSettings.SectionOf(provider)}:{name}"]);

    /// <summary>Only for addresses that a provider's rules allow (a certificate's); to public addresses, without redirects.</summary>
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
            return Encoding.UTF8.GetString(buffer, 0, await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, timeout.Token));
        }
        catch (Exception failed) when (failed is HttpRequestException or IOException or OperationCanceledException)
        {
            return null;
        }
    }
}
