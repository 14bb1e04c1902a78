using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Nurture;
using LeadFunctions.Domain.Playbooks;
using LeadFunctions.UseCases.Mail;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.UseCases.Nurture;

/// <summary>
/// A mail of a sequence as somebody would get it, to look at or to send to oneself. Nothing about a lead changes, nothing is tracked, no cap is used up; the
/// address it goes to must not be suppressed, and who sent it where is in the audit trail.
/// </summary>
public sealed class TryMail(ILeadStore leads, NewId ids, TimeProvider clock)
{
    private const string Sample = "jane.sample@example.com";
    private readonly Suppressions _suppressions = new(leads);

    /// <param name="lead">Whose values it shows; null shows invented ones.</param>
    /// <exception cref="MailTextException">The text makes no mail.</exception>
    public static TriedMail Preview(Playbook playbook, SequenceStep.Send step, Lead? lead)
    {
        var settings = playbook.Mail!;
        var who = lead ?? Somebody;
        var owner = playbook.People.FirstOrDefault(person => person.Id == who.Owner?.PersonId) ?? (lead is null && playbook.People.Count > 0 ? playbook.People[0] : null);
        var rendered = RenderMail.Of(playbook.Texts.First(text => text.Id == step.Template), MailValues.Of(who, settings, owner), (_, target) => target);
        var (html, text) = MailFrame.Around(rendered, settings.Postal, new MailLinks(null, null, null));
        return new TriedMail(rendered.Subject, html, text, rendered.Links);
    }

    /// <param name="send">Who sends it, and to which address, normalised.</param>
    public async Task<TrySent> SendAsync(IEmailSender sender, Playbook playbook, SequenceStep.Send step, Lead? lead, (string By, string To) send, CancellationToken ct)
    {
        if ((await _suppressions.FindAsync(ids.LeadIdOf(send.To), ct)).Suppression.Blocks)
        {
            return new TrySent("refused", null, "the address is suppressed");
        }

        var (mail, settings, id) = (Preview(playbook, step, lead), playbook.Mail!, ids.Next("test"));
        var entry = new AuditEntry(clock.GetUtcNow(), send.By, "test-send", lead?.Id, step.Template);
        if (await leads.CommitAsync(new Commit { Registers = [AuditTrail.Line(entry, id)] }, ct) != CommitResult.Committed)
        {
            return new TrySent("refused", null, "it could not be written down");
        }

        var message = new EmailMessage(id, new Mailbox(settings.FromAddress, settings.FromName), new Mailbox(send.To), "[Test] " + mail.Subject, mail.Text, mail.Html)
        {
            ReplyTo = settings.ReplyTo is { } reply ? new Mailbox(reply) : null,
            Headers = new Dictionary<string, string> { ["Auto-Submitted"] = "auto-generated" },
        };
        return await sender.SendAsync(message, ct) switch
        {
            EmailResult.Sent sent => new TrySent("sent", sent.MessageId, null),
            EmailResult.Failed failed => new TrySent("failed", null, failed.Reason),
            EmailResult.Ambiguous ambiguous => new TrySent("unknown", null, ambiguous.Reason),
            _ => throw new InvalidOperationException("a result nobody knows"),
        };
    }

    private static readonly Lead Somebody = Capture.New("ld_" + new string('0', 32), Sample, DateTimeOffset.UnixEpoch) with
    {
        Attributes = new Dictionary<string, string> { ["firstName"] = "Jane", ["lastName"] = "Sample", ["name"] = "Jane Sample", ["company"] = "Sample & Co", ["title"] = "Head of Sales" }
            .ToDictionary(one => one.Key, one => new AttributeValue(one.Value, DateTimeOffset.UnixEpoch, AttributeSource.Form)),
    };
}

/// <summary>A mail without the links and the picture that would tell of a reader.</summary>
public sealed record TriedMail(string Subject, string Html, string Text, IReadOnlyList<string> Links);

/// <param name="Status"><c>sent</c>, <c>unknown</c>, <c>failed</c> or <c>refused</c>.</param>
public sealed record TrySent(string Status, string? MessageId, string? Reason);
