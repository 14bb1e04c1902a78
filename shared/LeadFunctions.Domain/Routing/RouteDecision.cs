namespace LeadFunctions.Domain.Routing;

/// <summary>Why this person: the rule, everyone who was considered, why each other one lost, and who is next. Kept with the assignment.</summary>
/// <param name="PersonId">The chosen one; null when the lead was held.</param>
/// <param name="HeldBecause">Why nobody could be chosen; null when somebody was.</param>
/// <param name="NextPersonId">Who the pool would choose for the next lead.</param>
/// <param name="ChargedTurn">Whether this used up a turn in the pool.</param>
public sealed record RouteDecision(
    string Id,
    DateTimeOffset At,
    string RuleId,
    string RuleKind,
    string? PoolId,
    string? PersonId,
    string? HeldBecause,
    string? NextPersonId,
    bool ChargedTurn,
    IReadOnlyList<Candidate> Candidates,
    IReadOnlyList<string> RulesPassedOver,
    string PlaybookVersion);

/// <summary>One person considered, and why not them: <c>away until …</c>, <c>12 open leads of 12</c>, <c>not their turn</c>.</summary>
public sealed record Candidate(string PersonId, bool Eligible, string Why);
