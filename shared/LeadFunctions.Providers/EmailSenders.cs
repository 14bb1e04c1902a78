using LeadFunctions.Providers.Email;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Providers;

/// <summary>The email providers there are, by the name the settings use. To add one: a file in Email and a line here.</summary>
public static class EmailSenders
{
    private static readonly SortedDictionary<string, Func<EmailOptions, TimeProvider, IEmailSender>> Providers = new(StringComparer.Ordinal)
    {
        [FileEmail.ProviderName] = (options, clock) => new FileEmail(options.DataFolder, clock),
        [SmtpEmail.ProviderName] = (options, clock) => new SmtpEmail(options.Smtp, clock),
        [PostmarkEmail.ProviderName] = (options, clock) => new PostmarkEmail(options.Postmark, clock),
    };

    public static IReadOnlyCollection<string> Names => Providers.Keys;

    /// <exception cref="ArgumentException">There is no provider of that name (says which there are), or its options do not do.</exception>
    public static IEmailSender ByName(string name, EmailOptions options, TimeProvider clock) =>
        Providers.TryGetValue(name, out var create)
            ? create(options, clock)
            : throw new ArgumentException($"There is no email provider '{name}'. There are: {string.Join(", ", Names)}.", nameof(name));
}

/// <summary>What email providers need of their host.</summary>
/// <param name="DataFolder">Where the file provider has its mailbox.</param>
public sealed record EmailOptions(string DataFolder)
{
    public SmtpOptions Smtp { get; init; } = new("");

    public PostmarkOptions Postmark { get; init; } = new("");
}
