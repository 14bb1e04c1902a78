using LeadFunctions.Domain.Identity;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Providers.Notify;

/// <summary>The channel <c>email</c>: a mail to the person, through whichever provider the host has. Answering it answers the lead.</summary>
public sealed class EmailNotifier(IEmailSender mail, Mailbox from) : INotifier
{
    public const string ChannelName = "email";

    public string Name => ChannelName;

    public bool Deduplicates => mail.Deduplicates;

    public bool Interrupts => true;

    public async Task<NotifyResult> SendAsync(Notification notification, CancellationToken ct) => await mail.SendAsync(Message(notification), ct) switch
    {
        EmailResult.Sent => new NotifyResult.Sent(),
        EmailResult.Failed failed => new NotifyResult.Failed(failed.Reason, failed.ForGood) { RetryAfter = failed.RetryAfter },
        EmailResult.Ambiguous unknown => new NotifyResult.Ambiguous(unknown.Reason),
        _ => throw new InvalidOperationException("a result nobody knows"),
    };

    private EmailMessage Message(Notification told)
    {
        var brief = Brief.Of(told);
        return new EmailMessage(told.EffectKey, from, new Mailbox(told.PersonEmail, told.PersonName), Clip.To(brief.Headline, 150), EmailText.Plain(brief), EmailText.Html(brief))
        {
            ReplyTo = told.LeadEmail is { } lead && EmailAddress.Normalise(lead) == lead ? new Mailbox(lead, told.LeadName) : null,
            Headers = new Dictionary<string, string> { ["Auto-Submitted"] = "auto-generated" },
        };
    }
}
