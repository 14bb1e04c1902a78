namespace LeadFunctions.Domain.Lifecycle;

/// <summary>The opportunity, and how it ended.</summary>
/// <param name="CloseDate">When it is expected to close.</param>
/// <param name="PersonId">Whose deal it is.</param>
public sealed record Deal(string Name, decimal Amount, DateOnly CloseDate, DateTimeOffset OpenedAt, string? PersonId)
{
    /// <summary>Null while it is open.</summary>
    public bool? Won { get; init; }

    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>Why it was lost.</summary>
    public string? Reason { get; init; }

    public DateTimeOffset? KickoffAt { get; init; }
}
