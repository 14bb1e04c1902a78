using System.Text.Json.Serialization;

namespace LeadFunctions.Domain.Leads;

/// <summary>A browser: its recent signals while it is nobody's, then whose it is. Capped and expiring.</summary>
public sealed record Visitor
{
    /// <summary>How many signals wait on a visitor; older ones fall off.</summary>
    public const int Cap = 200;

    /// <summary>A browser shared by more people forgets the first of them.</summary>
    public const int MaxBefore = 8;

    public required string Id { get; init; }

    /// <summary>The lead it belongs to now; null while anonymous, and while it goes from one lead to another. A new email on the same browser moves it.</summary>
    public string? LeadId { get; init; }

    /// <summary>The latest event time at which it said whose it is; null while anonymous.</summary>
    public DateTimeOffset? IdentifiedAt { get; init; }

    /// <summary>Leads it belonged to before, the latest last, at most <see cref="MaxBefore"/>; null when there was none. A repeated event may be theirs.</summary>
    public IReadOnlyList<string>? Before { get; init; }

    /// <summary>Whose it is, or was before it set out to be somebody else's; null while anonymous.</summary>
    [JsonIgnore]
    public string? LastUser => LeadId ?? Before?[^1];

    public IReadOnlyList<Signal> Signals { get; init; } = [];

    public DateTimeOffset LastSeenAt { get; init; }

    public long Version { get; init; }
}
