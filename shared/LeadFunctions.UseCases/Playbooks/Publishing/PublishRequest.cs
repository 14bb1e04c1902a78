namespace LeadFunctions.UseCases.Playbooks.Publishing;

/// <summary>A text that somebody wants in force.</summary>
/// <param name="File">For the findings.</param>
public sealed record PublishRequest(string Text, string File, string Author, string Reason)
{
    /// <summary>The version its author saw in force; null publishes over any.</summary>
    public string? IfCurrent { get; init; }

    /// <summary>Why although the backtest says no, or without one.</summary>
    public string? Override { get; init; }

    /// <summary>Only to score beside the version in force.</summary>
    public bool Shadow { get; init; }

    /// <summary>It was in force before, so nothing has to be shown again.</summary>
    public bool Rollback { get; init; }
}

/// <summary>What became of it.</summary>
public abstract record PublishResult
{
    private PublishResult()
    {
    }

    public sealed record Published(PublishedText Text, string Before, IReadOnlyList<PlaybookChange> Changes, CheckReport Report, Backtested? Tested) : PublishResult;

    public sealed record Shadowed(PublishedText Text, CheckReport Report) : PublishResult;

    public sealed record Unchanged(string Version) : PublishResult;

    public sealed record Unreadable(CheckReport Report) : PublishResult;

    public sealed record Refused(CheckReport Report) : PublishResult;

    public sealed record NotHere(string Why) : PublishResult;

    public sealed record Stale(string Current) : PublishResult;

    public sealed record NotBacktested : PublishResult;

    public sealed record OverCapacity(string Why) : PublishResult;
}
