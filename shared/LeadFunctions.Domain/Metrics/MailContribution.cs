using LeadFunctions.Domain.Emails;

namespace LeadFunctions.Domain.Metrics;

/// <summary>What one mail of a sequence adds to the figures.</summary>
/// <param name="Day">When it was sent (UTC).</param>
public sealed record MailContribution(string Sequence, DateOnly Day)
{
    /// <summary>By a person, as far as anybody can tell.</summary>
    public bool Opened { get; init; }

    public bool Clicked { get; init; }

    public bool Unsubscribed { get; init; }

    public bool Bounced { get; init; }

    /// <param name="effectKey">Of the send: <c>mail:{lead}:{sequence}:{instance}:{step}</c>.</param>
    /// <returns>Null for a mail that is of no sequence.</returns>
    public static MailContribution? Of(string effectKey, DateTimeOffset at, SendProgress? progress)
    {
        var parts = effectKey.Split(':');
        return parts is not ["mail", _, var sequence, _, _] ? null : new MailContribution(sequence, DateOnly.FromDateTime(at.UtcDateTime))
        {
            Opened = progress is { OpenedAt: not null } or { ClickedAt: not null },
            Clicked = progress?.ClickedAt is not null,
            Unsubscribed = progress?.Status == SendStatus.Unsubscribed,
            Bounced = progress?.Status == SendStatus.Bounced,
        };
    }
}
