using System.Text;
using Azure.Communication.Email;
using Azure.Core;
using LeadFunctions.Cloud.Email;
using LeadFunctions.Domain.Playbooks;
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
        services.AddSingleton(new SiteLinks(() => site, new ClaimTokens(ids.KeyFor(ClaimTokens.Purpose)), HttpTriggers.Dashboard.Address));
        services.AddSingleton(provider => Sender(settings, credential, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => Notifiers(shelf, provider.GetRequiredService<IEmailSender>(), settings, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => Webhooks(shelf, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<SendWebhook>(provider => provider.GetRequiredService<CrmWebhooks>().SendAsync);
        services.AddSingleton<IEnricher>(provider => new CurrentEnricher(new OfPlaybook<IEnricher>(shelf, playbook => Enricher(playbook, settings, provider.GetRequiredService<TimeProvider>()))));
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

    /// <summary>Every channel that there are settings for. One that the playbook names and that there are none for fails when it is used; publishing such a playbook is refused.</summary>
    public static NotifierSet Notifiers(PlaybookShelf shelf, IEmailSender mail, IConfiguration settings, TimeProvider clock) => new(
        Providers.Notifiers.Names.Select(name => new CurrentNotifier(name, new OfPlaybook<INotifier>(shelf, playbook => Channel(name, playbook, mail, (settings, clock))))));

    /// <exception cref="ArgumentException">There is no such channel, or its settings do not do.</exception>
    private static INotifier Channel(string name, Playbook playbook, IEmailSender mail, (IConfiguration Settings, TimeProvider Clock) with)
    {
        var settings = with.Settings;
        var options = new ChannelOptions(Path.GetTempPath())
        {
            Webhook = playbook.Notifications.WebhookUrl is not { } url ? null
                : new WebhookOptions(url, false) { Secrets = settings["Notify:Webhook:Secret"] is { Length: > 0 } secret ? [secret] : [] },
            Slack = settings["Notify:Slack:Url"] is { Length: > 0 } slack ? new ChatOptions(slack, false) : null,
            Teams = settings["Notify:Teams:Url"] is { Length: > 0 } teams ? new ChatOptions(teams, false) : null,
            Email = (mail, From(settings)),
        };
        return Providers.Notifiers.ByName(name, options, with.Clock);
    }

    /// <summary>Why this app, with the settings it has, could not live by a playbook.</summary>
    public static string? WhyNot(Playbook playbook, IServiceProvider services)
    {
        var (settings, clock) = (services.GetRequiredService<IConfiguration>(), services.GetRequiredService<TimeProvider>());
        try
        {
            foreach (var name in playbook.Notifications.Channels.Concat(playbook.People.SelectMany(person => person.Channels)).Distinct(StringComparer.Ordinal))
            {
                (Channel(name, playbook, services.GetRequiredService<IEmailSender>(), (settings, clock)) as IDisposable)?.Dispose();
            }

            (Enricher(playbook, settings, clock) as IDisposable)?.Dispose();
            playbook.Webhooks.ToList().ForEach(services.GetRequiredService<CrmWebhooks>().Check);
            return null;
        }
        catch (ArgumentException wrong)
        {
            return wrong.Message.Split(" (Parameter ")[0];
        }
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

    private static IEnricher Enricher(Playbook playbook, IConfiguration settings, TimeProvider clock) =>
        playbook.Enrichment is { } enrichment
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
