using LeadFunctions.Domain.Leads;

namespace LeadFunctions.Domain.Backtesting;

/// <summary>Everything that was recorded about a lead that scoring can ask for, each with when it became known, and what came of the lead.</summary>
/// <param name="Events">Its signals that no machine sent, by <see cref="Scoring.LedgerOrder"/>.</param>
public sealed record LeadHistory(string LeadId, string Email, IReadOnlyList<LedgerEvent> Events)
{
    /// <summary>Attributes as somebody said them, by time.</summary>
    public IReadOnlyList<SaidFact> Facts { get; init; } = [];

    /// <summary>What brought them, by time.</summary>
    public IReadOnlyList<Touch> Touches { get; init; } = [];

    public IReadOnlyList<Adjustment> Adjustments { get; init; } = [];

    /// <summary>When sales called it qualified; null when it never was.</summary>
    public DateTimeOffset? SqlAt { get; init; }

    public DateTimeOffset? WonAt { get; init; }

    /// <summary>The reasons for which sales gave it back.</summary>
    public IReadOnlyList<string> Rejected { get; init; } = [];

    /// <summary>Who took the lead by hand or made a deal of it, and when: the account may be theirs since.</summary>
    public IReadOnlyList<(DateTimeOffset At, string PersonId)> Taken { get; init; } = [];

    /// <summary>What happens after this is no sign of what is to come: the answer is known.</summary>
    public DateTimeOffset? DecidedAt => SqlAt ?? WonAt;
}

public sealed record SaidFact(DateTimeOffset At, string Attribute, string Value, AttributeSource Source);
