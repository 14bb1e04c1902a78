using LeadFunctions.Domain.Identity;
using LeadFunctions.Embedded.Verbs;
using LeadFunctions.Providers;
using LeadFunctions.Providers.Email;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Embedded.Hosting;

/// <summary>
/// How mail leaves this installation: <c>Email:Provider</c> (<c>file</c> unless told), <c>Email:From</c>, and the provider's own settings under
/// <c>Email:Smtp</c> or <c>Email:Postmark</c>.
/// </summary>
public static class Mail
{
    public static IEmailSender Sender(RunOptions options, IConfiguration configuration, TimeProvider clock) => Channels.Made(() =>
    {
        var name = configuration["Email:Provider"] is { Length: > 0 } chosen ? chosen : FileEmail.ProviderName;
        if (name != FileEmail.ProviderName && string.IsNullOrEmpty(configuration["Email:From"]))
        {
            throw new ArgumentException($"The email provider '{name}' needs LEADFUNCTIONS_Email__From, the address that mails come from.", nameof(configuration));
        }

        return EmailSenders.ByName(name, new EmailOptions(options.DataFolder) { Smtp = Smtp(configuration), Postmark = Postmark(configuration) }, clock);
    });

    /// <summary>What the mailbox folder keeps; null when mail leaves by another provider.</summary>
    public static MailFolder? Folder(IServiceProvider services) =>
        services.GetRequiredService<IEmailSender>() is FileEmail files ? files.Folder : null;

    /// <exception cref="SetupException">It is no address.</exception>
    public static Mailbox From(IConfiguration configuration)
    {
        var address = configuration["Email:From"] is { Length: > 0 } told ? told : "leads@leadfunctions.example";
        return EmailAddress.Normalise(address) is { } known
            ? new Mailbox(known, configuration["Email:FromName"] ?? "LeadFunctions")
            : throw new SetupException($"LEADFUNCTIONS_Email__From is '{address}', which is no email address.");
    }

    private static SmtpOptions Smtp(IConfiguration configuration) => new(configuration["Email:Smtp:Host"] ?? "")
    {
        Port = configuration.GetValue("Email:Smtp:Port", 587),
        User = configuration["Email:Smtp:User"],
        Password = configuration["Email:Smtp:Password"],
        StartTls = configuration.GetValue("Email:Smtp:StartTls", true),
    };

    private static PostmarkOptions Postmark(IConfiguration configuration)
    {
        var options = new PostmarkOptions(configuration["Email:Postmark:Token"] ?? "") { AllowPrivate = Channels.AllowPrivate(configuration) };
        return options with { Url = configuration["Email:Postmark:Url"] ?? options.Url, Stream = configuration["Email:Postmark:Stream"] ?? options.Stream };
    }
}
