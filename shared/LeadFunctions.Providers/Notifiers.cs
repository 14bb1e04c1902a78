using LeadFunctions.Providers.Notify;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Providers;

/// <summary>The channels there are, by the name a playbook uses. To add one: a file in Notify and a line here.</summary>
public static class Notifiers
{
    private static readonly SortedDictionary<string, Func<ChannelOptions, TimeProvider, INotifier>> Channels = new(StringComparer.Ordinal)
    {
        [ConsoleNotifier.ChannelName] = (options, _) => new ConsoleNotifier(options.Console),
        [FileNotifier.ChannelName] = (options, _) => new FileNotifier(options.DataFolder),
        [WebhookNotifier.ChannelName] = (options, clock) =>
            new WebhookNotifier(options.Webhook ?? throw new ArgumentException("The webhook channel needs a URL.", nameof(options)), clock),
        [EmailNotifier.ChannelName] = (options, _) => options.Email is { } mail ? new EmailNotifier(mail.Sender, mail.From) : throw new ArgumentException("The email channel needs a provider.", nameof(options)),
        [SlackNotifier.ChannelName] = (options, clock) => new SlackNotifier(options.Slack ?? throw new ArgumentException("The slack channel needs the URL of an incoming webhook.", nameof(options)), clock),
        [TeamsNotifier.ChannelName] = (options, clock) => new TeamsNotifier(options.Teams ?? throw new ArgumentException("The teams channel needs the URL of a Workflow.", nameof(options)), clock),
    };

    public static IReadOnlyCollection<string> Names => Channels.Keys;

    /// <exception cref="ArgumentException">There is no channel of that name (says which there are), or its options do not do.</exception>
    public static INotifier ByName(string name, ChannelOptions options, TimeProvider clock) =>
        Channels.TryGetValue(name, out var create)
            ? create(options, clock)
            : throw new ArgumentException($"There is no notification channel '{name}'. There are: {string.Join(", ", Names)}.", nameof(name));
}

/// <summary>What channels need of their host.</summary>
/// <param name="DataFolder">Where the file channel has its outbox.</param>
public sealed record ChannelOptions(string DataFolder)
{
    public TextWriter Console { get; init; } = System.Console.Out;

    public WebhookOptions? Webhook { get; init; }

    public ChatOptions? Slack { get; init; }

    public ChatOptions? Teams { get; init; }

    /// <summary>Who sends the email channel's mails, and from whom they are.</summary>
    public (IEmailSender Sender, Mailbox From)? Email { get; init; }
}
