namespace LeadFunctions.UseCases.Ports;

/// <summary>One channel that tells people. One file per channel in LeadFunctions.Providers; chosen by <see cref="Name"/> in the playbook.</summary>
public interface INotifier
{
    string Name { get; }

    /// <summary>True when sending twice under the same effect key is seen once (a file by that name, a receiver that keeps <c>webhook-id</c>); then an ambiguous outcome may be repeated.</summary>
    bool Deduplicates { get; }

    /// <summary>True when it pings a person: then quiet hours and digests apply. A file, a console or another program has all day.</summary>
    bool Interrupts { get; }

    Task<NotifyResult> SendAsync(Notification notification, CancellationToken ct);
}

/// <summary>Who, about whom, why now (score lines in words), what to do by when.</summary>
public sealed record Notification(
    string EffectKey,
    string PersonId,
    string PersonName,
    string PersonEmail,
    string LeadId,
    string LeadName,
    string? Company,
    string Stage,
    string Band,
    decimal Score,
    string Reason,
    IReadOnlyList<string> WhyNow,
    string WhatToDo,
    string LeadUrl,
    DateTimeOffset At)
{
    /// <summary>All of it in one line: <c>New lead: Jane Doe, VP Sales at Globex</c>.</summary>
    public string Headline { get; init; } = "";

    public string? LeadTitle { get; init; }

    public string? LeadEmail { get; init; }

    /// <summary>Until when it should be done.</summary>
    public DateTimeOffset? DueBy { get; init; }

    /// <summary>The same in the recipient's time zone: <c>today 14:35 (Europe/Berlin)</c>.</summary>
    public string? DueInWords { get; init; }

    /// <summary>A signed link to a page with one button: accept.</summary>
    public string? ClaimUrl { get; init; }

    /// <summary>Where a person reads the lead in a browser; null where there is no such page.</summary>
    public string? PageUrl { get; init; }

    /// <summary>The recipient's member id at Slack, for a mention.</summary>
    public string? SlackId { get; init; }

    /// <summary>When it is a digest: what it lists, oldest first. The lead's own members are empty then.</summary>
    public IReadOnlyList<DigestLine>? Digest { get; init; }
}

/// <summary>One lead in a digest.</summary>
public sealed record DigestLine(string Headline, string Band, string? DueInWords, string? ClaimUrl, string? PageUrl);

public abstract record NotifyResult
{
    private NotifyResult()
    {
    }

    public sealed record Sent : NotifyResult;

    /// <summary>Certainly not delivered; may be tried again.</summary>
    public sealed record Failed(string Reason, bool ForGood = false) : NotifyResult
    {
        /// <summary>How long the receiver asked us to wait.</summary>
        public TimeSpan? RetryAfter { get; init; }
    }

    /// <summary>Nobody can tell whether it went out (a time-out after sending).</summary>
    public sealed record Ambiguous(string Reason) : NotifyResult;
}
