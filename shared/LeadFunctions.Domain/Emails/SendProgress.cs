namespace LeadFunctions.Domain.Emails;

/// <summary>How far one email came, worst or furthest last: a later name beats an earlier one, whatever the order of arrival. Stored by name.</summary>
public enum SendStatus
{
    Sent,
    Deferred,
    SoftBounced,
    Delivered,
    Opened,
    Clicked,
    Unsubscribed,
    Dropped,
    Bounced,
    Complained,
}

/// <summary>
/// What is known of one email: the join of everything told about it. Joining is commutative, associative and idempotent, so repeats, reordering and
/// parallel reports end in one state, and the status never goes backwards: delivered after bounced changes nothing.
/// </summary>
/// <param name="At">The earliest time anybody gives for <paramref name="Status"/>.</param>
public sealed record SendProgress(SendStatus Status, DateTimeOffset At, string? Reason = null)
{
    public DateTimeOffset? DeliveredAt { get; init; }

    /// <summary>First open and first click not judged a machine's.</summary>
    public DateTimeOffset? OpenedAt { get; init; }

    public DateTimeOffset? ClickedAt { get; init; }

    /// <param name="byMachine">An open or click that is a machine's only proves that the email arrived.</param>
    /// <returns>Null when the event says nothing about how far the email came.</returns>
    public static SendProgress? Of(EmailEvent told, bool byMachine) => told.Kind switch
    {
        EmailEventKind.Sent => new(SendStatus.Sent, told.At),
        EmailEventKind.Deferred => new(SendStatus.Deferred, told.At, told.Reason),
        EmailEventKind.SoftBounce => new(SendStatus.SoftBounced, told.At, told.Reason),
        EmailEventKind.Delivered => new(SendStatus.Delivered, told.At) { DeliveredAt = told.At },
        EmailEventKind.Open or EmailEventKind.Click when byMachine => new(SendStatus.Delivered, told.At),
        EmailEventKind.Open => new(SendStatus.Opened, told.At) { OpenedAt = told.At },
        EmailEventKind.Click => new(SendStatus.Clicked, told.At) { ClickedAt = told.At },
        EmailEventKind.Unsubscribe => new(SendStatus.Unsubscribed, told.At),
        EmailEventKind.Suppressed or EmailEventKind.Rejected => new(SendStatus.Dropped, told.At, told.Reason),
        EmailEventKind.HardBounce => new(SendStatus.Bounced, told.At, told.Reason),
        EmailEventKind.Complaint => new(SendStatus.Complained, told.At, told.Reason),
        _ => null,
    };

    public static SendProgress Join(SendProgress? one, SendProgress other)
    {
        if (one is null)
        {
            return other;
        }

        return Further(one, other) with
        {
            DeliveredAt = Earlier(one.DeliveredAt, other.DeliveredAt),
            OpenedAt = Earlier(one.OpenedAt, other.OpenedAt),
            ClickedAt = Earlier(one.ClickedAt, other.ClickedAt),
        };
    }

    private static SendProgress Further(SendProgress one, SendProgress other) =>
        one.Status != other.Status ? (one.Status > other.Status ? one : other)
        : one.At != other.At ? (one.At < other.At ? one : other)
        : string.CompareOrdinal(one.Reason, other.Reason) <= 0 ? one : other;

    private static DateTimeOffset? Earlier(DateTimeOffset? one, DateTimeOffset? other) => one is null || other < one ? other ?? one : one;
}
