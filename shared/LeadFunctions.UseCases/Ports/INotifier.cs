namespace LeadFunctions.UseCases.Ports;

/// <summary>One channel that tells people. One file per channel in LeadFunctions.Providers; chosen by <see cref="Name"/> in the playbook.</summary>
public interface INotifier
{
    string Name { get; }

    /// <summary>True when sending twice under the same effect key is seen once (a file by that name, a receiver that keeps <c>webhook-id</c>); then an ambiguous outcome may be repeated.</summary>
    bool Deduplicates { get; }

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
    DateTimeOffset At);

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
