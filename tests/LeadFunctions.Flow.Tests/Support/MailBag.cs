using System.Collections.Concurrent;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Flow.Tests.Support;

/// <summary>A provider of mail that keeps what it took on, and answers as told.</summary>
public sealed class MailBag : IEmailSender
{
    private readonly ConcurrentQueue<EmailMessage> _taken = new();

    public string Name => "bag";

    public bool Deduplicates { get; set; }

    /// <summary>Everything it took on, in order, also when the answer got lost.</summary>
    public IReadOnlyList<EmailMessage> Taken => [.. _taken];

    /// <summary>Called before a mail is taken on; a result other than null is the answer, and the mail is taken on only if that says so.</summary>
    public Func<EmailMessage, (EmailResult Answer, bool Taken)?> Answer { get; set; } = _ => null;

    public Task<EmailResult> SendAsync(EmailMessage mail, CancellationToken ct)
    {
        var told = Answer(mail) ?? (new EmailResult.Sent("m-" + mail.EffectKey), Taken: true);
        if (told.Taken)
        {
            _taken.Enqueue(mail);
        }

        return Task.FromResult(told.Answer);
    }
}
