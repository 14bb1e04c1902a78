using LeadFunctions.Domain.Emails;
using LeadFunctions.Domain.Nurture;
using LeadFunctions.UseCases.Mail;
using LeadFunctions.UseCases.Notifying;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.UseCases.Nurture;

/// <summary>
/// Everything about sending that is the same for every mail: provider, addresses of links, rate, brake. One per process, and so is the rate: several processes
/// share it out by dividing <c>perMinute</c>. The brake is stored, one for all.
/// </summary>
public sealed class MailRoom(IEmailSender sender, NewId ids, SiteLinks site, ComplaintWatch complaints)
{
    private readonly Lock _lock = new();
    private TokenBucket _bucket = TokenBucket.Full;

    public IEmailSender Sender => sender;

    public string SendIdOf(string effectKey) => Sends.IdOf(ids, effectKey);

    /// <summary>How long until a mail may go, by the rate and the brake; taking the turn when it is now.</summary>
    public async Task<TimeSpan> WaitAsync(MailSettings settings, DateTimeOffset now, CancellationToken ct)
    {
        if (await complaints.PausedUntilAsync(now, ct) is { } until)
        {
            return until - now;
        }

        lock (_lock)
        {
            (var wait, _bucket) = _bucket.Take(settings.PerMinute, now);
            return wait;
        }
    }

    public RenderedMail Render(DueMail mail)
    {
        var text = mail.Pinned.Playbook.Texts.First(one => one.Id == mail.Step.Template);
        var owner = mail.Pinned.Playbook.People.FirstOrDefault(person => person.Id == mail.Lead.Owner?.PersonId);
        return RenderMail.Of(text, MailValues.Of(mail.Lead, mail.Pinned.Settings, owner), (place, _) => site.Api + "c/" + MailToken.Link(mail.SendId, place));
    }

    public EmailMessage Message(DueMail mail, RenderedMail rendered)
    {
        var (settings, links) = (mail.Pinned.Settings, LinksOf(mail));
        var (html, text) = MailFrame.Around(rendered, settings.Postal, links);
        var headers = new Dictionary<string, string> { [SendMark.Header] = mail.SendId, ["Auto-Submitted"] = "auto-generated" };
        if (links.Unsubscribe is not null)
        {
            headers["List-Unsubscribe"] = $"<{links.Unsubscribe}>";
            headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click";
        }

        return new EmailMessage(
            mail.Key, new Mailbox(settings.FromAddress, settings.FromName), new Mailbox(mail.Lead.Email, Domain.Leads.LeadFacts.NameOf(mail.Lead)), rendered.Subject, text, html)
        {
            ReplyTo = settings.ReplyTo is { } reply ? new Mailbox(reply) : null,
            Headers = headers,
        };
    }

    private MailLinks LinksOf(DueMail mail) => new(
        mail.Pinned.Sequence.Commercial ? site.Api + "u/" + MailToken.Of(mail.SendId) : null,
        site.Api + "o/" + MailToken.Of(mail.SendId),
        site.Api + "c/" + MailToken.Trap(mail.SendId))
    {
        Preferences = mail.Pinned.Sequence.Commercial ? site.Api + "p/" + MailToken.Of(mail.SendId) : null,
    };
}
