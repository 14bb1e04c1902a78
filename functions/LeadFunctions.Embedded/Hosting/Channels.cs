using LeadFunctions.Domain.Playbooks;
using LeadFunctions.Embedded.Verbs;
using LeadFunctions.Providers;
using LeadFunctions.Providers.Crm;
using LeadFunctions.Providers.Enrich;
using LeadFunctions.Providers.Notify;
using LeadFunctions.UseCases;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Embedded.Hosting;

/// <summary>The outside services the playbook names, made once. A wrong name or a missing setting ends the start with the list of what there is.</summary>
public static class Channels
{
    /// <param name="configuration">
    /// <c>Notify:Webhook:Secret</c> (whsec_…) signs; <c>Notify:Slack:Url</c> and <c>Notify:Teams:Url</c> are secrets too;
    /// <c>Outbound:AllowPrivate</c> lets calls go to this machine and private networks.
    /// </param>
    public static NotifierSet Notifiers(RunOptions options, PlaybookShelf shelf, IEmailSender mail, IConfiguration configuration, TimeProvider clock) => Made(() =>
    {
        var playbook = shelf.Current.Playbook;
        var settings = playbook.Notifications;
        var allowPrivate = AllowPrivate(configuration);
        var channelOptions = new ChannelOptions(options.DataFolder)
        {
            Webhook = settings.WebhookUrl is null ? null : new WebhookOptions(settings.WebhookUrl, allowPrivate)
            {
                Secrets = configuration["Notify:Webhook:Secret"] is { Length: > 0 } secret ? [secret] : [],
            },
            Slack = configuration["Notify:Slack:Url"] is { Length: > 0 } slack ? new ChatOptions(slack, allowPrivate) : null,
            Teams = configuration["Notify:Teams:Url"] is { Length: > 0 } teams ? new ChatOptions(teams, allowPrivate) : null,
            Console = options.Silent ? TextWriter.Null : Console.Out,
            Email = (mail, Mail.From(configuration)),
        };
        var names = settings.Channels.Concat(playbook.People.SelectMany(person => person.Channels)).Distinct(StringComparer.Ordinal);
        return new NotifierSet(names.Select(name => Providers.Notifiers.ByName(name, channelOptions, clock)));
    });

    /// <summary>The systems that are told by webhook. The variable a playbook names is one of the whole environment, not of ours.</summary>
    public static CrmWebhooks Webhooks(PlaybookShelf shelf, IConfiguration configuration, TimeProvider clock) => Made(() =>
    {
        var webhooks = new CrmWebhooks(Environment.GetEnvironmentVariable, AllowPrivate(configuration), clock);
        foreach (var endpoint in shelf.Current.Playbook.Webhooks)
        {
            webhooks.Check(endpoint);
        }

        return webhooks;
    });

    public static IEnricher Enricher(PlaybookShelf shelf, IConfiguration configuration, TimeProvider clock) => Made<IEnricher>(() =>
        shelf.Current.Playbook.Enrichment is { } settings
            ? new HttpEnricher(new EnricherOptions(settings.Url, settings.Fields) { Key = configuration["Enrich:Key"], AllowPrivate = AllowPrivate(configuration) }, clock)
            : new NoEnricher());

    /// <summary>Why this process, as it was started, could not live by a playbook: what is made once at start does not change with it.</summary>
    public static string? WhyNot(Playbook playbook, IServiceProvider services)
    {
        var notifiers = services.GetRequiredService<NotifierSet>();
        var missing = playbook.Notifications.Channels.Concat(playbook.People.SelectMany(person => person.Channels)).FirstOrDefault(name => notifiers.Find(name) is null);
        if (missing is not null)
        {
            return $"The channel '{missing}' is not set up in this process; set it up and start with the new playbook.";
        }

        if (Settings(playbook) != Settings(services.GetRequiredService<PlaybookShelf>().Current.Playbook))
        {
            return "Where companies are looked up and the webhook channel posts is set up at the start; start with the new playbook.";
        }

        try
        {
            var webhooks = services.GetRequiredService<CrmWebhooks>();
            playbook.Webhooks.ToList().ForEach(webhooks.Check);
            return null;
        }
        catch (ArgumentException wrong)
        {
            return wrong.Message;
        }
    }

    private static (string?, string?, string) Settings(Playbook playbook) => (
        playbook.Notifications.WebhookUrl, playbook.Enrichment?.Url,
        string.Join(';', (playbook.Enrichment?.Fields ?? new Dictionary<string, string>()).Select(field => field.Key + field.Value)));

    internal static bool AllowPrivate(IConfiguration configuration) => configuration.GetValue<bool>("Outbound:AllowPrivate");

    /// <exception cref="SetupException">What the service says about its settings.</exception>
    internal static T Made<T>(Func<T> make)
    {
        try
        {
            return make();
        }
        catch (ArgumentException wrong)
        {
            throw new SetupException(wrong.Message);
        }
    }
}
