namespace LeadFunctions.Domain.Leads;

/// <summary>An anonymous browser: its recent signals, until it identifies itself. Capped and expiring.</summary>
public sealed record Visitor
{
    /// <summary>How many signals wait on a visitor; older ones fall off.</summary>
    public const int Cap = 200;

    /// <summary>A browser shared by more people forgets the first of them.</summary>
    public const int MaxBefore = 8;

    public required string Id { get; init; }

    /// <summary>The lead it belongs to now; null while anonymous. A new email on the same browser moves it.</summary>
    public string? LeadId { get; init; }

    /// <summary>The latest event time at which it said whose it is; null while anonymous.</summary>
    public DateTimeOffset? IdentifiedAt { get; init; }

    /// <summary>Leads it belonged to before, the latest last, at most <see cref="MaxBefore"/>; null when there was none. A repeated event may be theirs.</summary>
    public IReadOnlyList<string>? Before { get; init; }

    public IReadOnlyList<Signal> Signals { get; init; } = [];

    public DateTimeOffset LastSeenAt { get; init; }

    public long Version { get; init; }
}
