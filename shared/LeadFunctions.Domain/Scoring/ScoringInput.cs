using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Playbooks;

namespace LeadFunctions.Domain.Scoring;

/// <summary>What a score is a function of, besides the playbook and the instant.</summary>
/// <param name="Ledger">In any order, duplicates allowed (the first by id counts); the result is the same.</param>
/// <param name="LastActivityAt">What inactivity is counted from.</param>
public sealed record ScoringInput(Facts Facts, IReadOnlyList<LedgerEvent> Ledger, IReadOnlyList<Adjustment> Adjustments, DateTimeOffset LastActivityAt);
