using LeadFunctions.Embedded.Verbs;
using LeadFunctions.Providers;
using LeadFunctions.Providers.Enrich;
using LeadFunctions.Providers.Notify;
using LeadFunctions.UseCases;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Embedded.Hosting;

/// <summary>The outside services the playbook names, made once. A wrong name or a missing setting ends the start with the list of what there is.</summary>
public static class Channels
{
    /// <param name="configuration"><c>Notify:Webhook:Secret</c> (whsec_…) signs; <c>Outbound:AllowPrivate</c> lets calls go to this machine and private networks.</param>
    public static NotifierSet Notifiers(RunOptions options, PlaybookShelf shelf, IConfiguration configuration, TimeProvider clock)
    {
        var settings = shelf.Current.Playbook.Notifications;
        var channelOptions = new ChannelOptions(options.DataFolder)
        {
            Webhook = settings.WebhookUrl is null ? null : new WebhookOptions(settings.WebhookUrl, AllowPrivate(configuration))
            {
                Secrets = configuration["Notify:Webhook:Secret"] is { Length: > 0 } secret ? [secret] : [],
            },
        };
        try
        {
            return new NotifierSet(settings.Channels.Select(name => Providers.Notifiers.ByName(name, channelOptions, clock)));
        }
        catch (ArgumentException wrong)
        {
            throw new SetupException(wrong.Message);
        }
    }

    public static IEnricher Enricher(PlaybookShelf shelf, IConfiguration configuration, TimeProvider clock)
    {
        if (shelf.Current.Playbook.Enrichment is not { } settings)
        {
            return new NoEnricher();
        }

        try
        {
            return new HttpEnricher(new EnricherOptions(settings.Url, settings.Fields) { Key = configuration["Enrich:Key"], AllowPrivate = AllowPrivate(configuration) }, clock);
        }
        catch (ArgumentException wrong)
        {
            throw new SetupException(wrong.Message);
        }
    }

    private static bool AllowPrivate(IConfiguration configuration) => configuration.GetValue<bool>("Outbound:AllowPrivate");
}
