namespace LeadFunctions.UseCases.Ports;

/// <summary>
/// Sends one mail to one person. One file per provider in LeadFunctions.Providers/Email, chosen by <see cref="Name"/>. Whoever sends claims the effect key
/// first: a provider only says what became of it, and never tries twice.
/// </summary>
public interface IEmailSender
{
    string Name { get; }

    /// <summary>True when sending twice under the same effect key is seen once; then an ambiguous outcome may be repeated.</summary>
    bool Deduplicates { get; }

    Task<EmailResult> SendAsync(EmailMessage mail, CancellationToken ct);
}

/// <summary>One mail. To exactly one person, so that what comes back of it (a bounce, a click) is theirs.</summary>
/// <param name="EffectKey">Permanent: the same mail has the same key for ever.</param>
/// <param name="Text">The same as <paramref name="Html"/>, for readers without it.</param>
public sealed record EmailMessage(string EffectKey, Mailbox From, Mailbox To, string Subject, string Text, string Html)
{
    public Mailbox? ReplyTo { get; init; }

    /// <summary>More headers (<c>List-Unsubscribe</c>, <c>Auto-Submitted</c>): ASCII, one line each, none of those the message itself writes.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = NoHeaders;

    private static readonly IReadOnlyDictionary<string, string> NoHeaders = new Dictionary<string, string>();
}

/// <param name="Address">Normalised.</param>
/// <param name="Name">Shown beside it; may be anybody's text.</param>
public sealed record Mailbox(string Address, string? Name = null);

/// <summary>What became of a mail.</summary>
public abstract record EmailResult
{
    private EmailResult()
    {
    }

    /// <summary>The provider has taken it on; that it arrives is not known yet.</summary>
    /// <param name="MessageId">What the provider's later events call it.</param>
    public sealed record Sent(string MessageId) : EmailResult;

    /// <summary>Certainly not taken on.</summary>
    /// <param name="ForGood">It would be refused again.</param>
    public sealed record Failed(string Reason, bool ForGood = false) : EmailResult
    {
        /// <summary>How long the provider asked us to wait.</summary>
        public TimeSpan? RetryAfter { get; init; }
    }

    /// <summary>Nobody can tell whether it was taken on.</summary>
    public sealed record Ambiguous(string Reason) : EmailResult;
}
