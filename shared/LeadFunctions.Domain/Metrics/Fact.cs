namespace LeadFunctions.Domain.Metrics;

/// <summary>
/// One thing about a lead that figures count, once: kind, what of, and when it began tell it from every other. Stored with what was counted: never rename a
/// member.
/// </summary>
public sealed record Fact(FactKind Kind, string Of, DateTimeOffset At)
{
    /// <summary>When it ended; null while it goes on.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Milliseconds of a response or a cycle, cents of a deal, mails of a run.</summary>
    public long Value { get; init; }

    /// <summary>How it stands or ended: <c>met</c>, <c>won</c>, the reason of a reject, <c>exited:replied</c>.</summary>
    public string? Why { get; init; }

    /// <summary>Why the mail of a run is held, without until when.</summary>
    public string? Held { get; init; }
}

/// <summary>Stored by name: never rename one.</summary>
public enum FactKind
{
    /// <summary>A time in a stage.</summary>
    Stay,

    /// <summary>From becoming an MQL to the first contact.</summary>
    Response,

    /// <summary>A service level that was met or breached.</summary>
    Clock,
    Deal,

    /// <summary>From SQL to the close of a deal.</summary>
    Cycle,

    /// <summary>A run through a sequence.</summary>
    Run,
}
