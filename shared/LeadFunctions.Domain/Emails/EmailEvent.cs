using System.Buffers;

namespace LeadFunctions.Domain.Emails;

/// <summary>
/// What a provider says became of one email for one recipient, in our words. Queued as JSON: names are promises.
/// </summary>
/// <param name="Provider">As in the webhook's address: <c>sendgrid</c>.</param>
/// <param name="Id">Unique over all providers and the same in every repeat: <c>sendgrid:…</c>, of the letters a signal's id may have.</param>
/// <param name="At">When it happened, as the provider says; never later than receipt.</param>
public sealed record EmailEvent(string Provider, string Id, EmailEventKind Kind, DateTimeOffset At)
{
    /// <summary>The provider's id of the message, as it was given when it was sent.</summary>
    public string? MessageId { get; init; }

    /// <summary>Our own id of the send, where the provider carries it back (<see cref="SendMark"/>).</summary>
    public string? SendId { get; init; }

    /// <summary>Normalised; null when the provider does not say (ACS engagement) or says no address.</summary>
    public string? Recipient { get; init; }

    public string? Url { get; init; }

    public string? UserAgent { get; init; }

    public string? Ip { get; init; }

    /// <summary>Why, in the provider's or the receiving server's words; hostile text.</summary>
    public string? Reason { get; init; }

    /// <summary>Of <see cref="EmailEventKind.Suppressed"/>: why the provider has the address on its list, when it says.</summary>
    public SuppressionReason? Cause { get; init; }

    /// <summary>Why the provider itself takes it for a machine's doing: <c>machine-open</c>, <c>bot:…</c>; null without such a word.</summary>
    public IReadOnlyList<string>? Machine { get; init; }

    /// <summary>The event as it came, cut to a few thousand characters: for the dead letter of one that could not be handled.</summary>
    public string? Raw { get; init; }
}

/// <summary>The kinds of events. Stored by name.</summary>
public enum EmailEventKind
{
    /// <summary>The provider took it.</summary>
    Sent,

    /// <summary>Not yet delivered; the provider goes on trying.</summary>
    Deferred,

    Delivered,

    /// <summary>Not delivered this time: mailbox full, blocked, content refused.</summary>
    SoftBounce,

    /// <summary>The address does not work.</summary>
    HardBounce,

    /// <summary>The provider did not try: the address is on its own list.</summary>
    Suppressed,

    /// <summary>The provider did not try, for a reason that is not the address's.</summary>
    Rejected,

    Complaint,
    Open,
    Click,
    Unsubscribe,

    /// <summary>The recipient asked for mail again.</summary>
    Resubscribe,

    /// <summary>A machine answered: away, challenge. Neither a reply nor an unsubscribe.</summary>
    AutoReply,
}

/// <summary>How we recognise our own email in what comes back: custom argument, metadata or tag <see cref="Name"/>, or header <see cref="Header"/>, with the send's id.</summary>
public static class SendMark
{
    public const string Name = "lf_send";
    public const string Header = "X-LF-Send";

    /// <summary><c>send_</c> and 32 hex digits, which every provider takes in a tag.</summary>
    public static bool IsOne(string? text) =>
        text is { Length: 37 } && text.StartsWith("send_", StringComparison.Ordinal) && text.AsSpan(5).IndexOfAnyExcept(Hex) < 0;

    private static readonly SearchValues<char> Hex = SearchValues.Create("0123456789abcdef");
}
