namespace LeadFunctions.UseCases.Playbooks.Publishing;

/// <summary>A playbook version as it is kept in the register <c>playbooks</c>, under the instant it came into force. Never changed and never removed.</summary>
public sealed record PublishedText(string Version, DateTimeOffset From, string Text)
{
    public string? Author { get; init; }

    public string? Reason { get; init; }

    /// <summary>Why it was published although the backtest said no, or without one.</summary>
    public string? Override { get; init; }

    /// <summary>It was in force before.</summary>
    public bool? Rollback { get; init; }

    /// <summary>How much differs from the version before.</summary>
    public int? Changes { get; init; }
}

/// <summary>What a backtest found out about a draft: publishing looks it up instead of replaying everything again.</summary>
/// <param name="Against">The version that was in force.</param>
/// <param name="Refused">Why it should not be published; null when nothing speaks against it.</param>
/// <param name="Up">Leads that would be an MQL now and are none.</param>
public sealed record Backtested(string Draft, string Against, DateTimeOffset At, string? Refused, int Up, int Down);
