using System.Text.Json.Serialization;

namespace LeadFunctions.Domain.Clocks;

/// <summary>One running or ended promise on one lead. Stored with the lead: add properties, never rename them. All instants are whole milliseconds.</summary>
public sealed record Clock
{
    /// <summary><c>{policy}:{unix ms of the start}</c>.</summary>
    public required string Id { get; init; }

    public required string Policy { get; init; }

    public required string Group { get; init; }

    public string Tier { get; init; } = "";

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>In working time; business days are counted out when the clock starts. A changed playbook does not move it.</summary>
    public required TimeSpan Target { get; init; }

    /// <summary>Percentages still to come and gone by, ascending; fixed when the clock starts.</summary>
    public IReadOnlyList<int> WarnAt { get; init; } = [];

    public IReadOnlyList<int> Warned { get; init; } = [];

    /// <summary>What its time is made of, in order; the last one goes on while the clock is open.</summary>
    public IReadOnlyList<Leg> Legs { get; init; } = [];

    public ClockOutcome Outcome { get; init; }

    /// <summary>The deadline, once it has passed unanswered.</summary>
    public DateTimeOffset? BreachedAt { get; init; }

    /// <summary>When the breach or the latest escalation step was carried out; the next step counts from there, so an outage skips nobody.</summary>
    public DateTimeOffset? EscalatedAt { get; init; }

    /// <summary>Escalation steps carried out.</summary>
    public int Steps { get; init; }

    /// <summary>Who had the lead and lost it to this clock.</summary>
    public IReadOnlyList<string> LapsedBy { get; init; } = [];

    /// <summary>Who owned the lead last while the clock was open.</summary>
    public string? PersonId { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    public string? EndedBy { get; init; }

    /// <summary>The action that answered it, or why it was called off.</summary>
    public string? EndedOn { get; init; }

    /// <summary>Working time from start to answer, pauses left out; null for a clock that was not answered.</summary>
    public TimeSpan? WorkingResponse { get; init; }

    /// <summary>The same as people waiting feel it.</summary>
    public TimeSpan? WallResponse { get; init; }

    [JsonIgnore]
    public bool IsOpen => EndedAt is null;

    [JsonIgnore]
    public bool IsPaused => IsOpen && Legs[^1].Paused;

    /// <summary>Whether it has come to a mark, by the occasion that people are told of.</summary>
    internal bool HasTold(string occasion) =>
        (BreachedAt is not null && occasion == $"clock:{Id}:breach") || Warned.Any(mark => occasion == $"clock:{Id}:warn:{mark}") || Enumerable.Range(0, Steps).Any(step => occasion == $"clock:{Id}:step:{step}");
}

/// <summary>A stretch of a clock: from an instant until the next leg's, counted by one calendar, or paused.</summary>
/// <param name="Calendar">Id; null counts every minute.</param>
public sealed record Leg(DateTimeOffset From, string? Calendar)
{
    public bool Paused { get; init; }

    /// <summary>When a pause ends by itself.</summary>
    public DateTimeOffset? ResumesAt { get; init; }

    public string? By { get; init; }

    public string? Reason { get; init; }
}

public enum ClockOutcome
{
    Running,

    /// <summary>Paused now, or answered while it was: neither met nor breached.</summary>
    Paused,

    /// <summary>Answered by the deadline.</summary>
    Met,

    /// <summary>The deadline passed first; it may have been answered since.</summary>
    Breached,

    /// <summary>Called off: the lead left the stages it is about, or a stricter clock took over.</summary>
    Cancelled,
}
