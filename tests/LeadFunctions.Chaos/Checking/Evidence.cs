using LeadFunctions.Chaos.Hosts;
using LeadFunctions.Chaos.Traffic;
using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Playbooks;

namespace LeadFunctions.Chaos.Checking;

/// <summary>An activity and the lead whose timeline it is on.</summary>
public sealed record Filed(string LeadId, Activity Activity);

/// <summary>Everything a verdict is made from: what was sent, what the store holds, what the outside world got, what the API tells.</summary>
public sealed record Evidence
{
    public required IReadOnlyList<Entry> Sent { get; init; }

    public required IReadOnlyDictionary<string, Lead> Leads { get; init; }

    public required IReadOnlyList<Filed> Timeline { get; init; }

    public required IReadOnlyList<Visitor> Visitors { get; init; }

    /// <summary>Values by register and key.</summary>
    public required IReadOnlyDictionary<(string Register, string Key), string> Registers { get; init; }

    /// <summary>The effect key of each file in the outbox.</summary>
    public required IReadOnlyList<string> Delivered { get; init; }

    public required Backlog Backlog { get; init; }

    /// <summary>Per lead, at the instant of its stored score.</summary>
    public required IReadOnlyDictionary<string, ToldScore> Scores { get; init; }

    public required Rulebook Rules { get; init; }

    /// <summary>What SQLite says of the file: <c>ok</c>, or the damage.</summary>
    public required string Integrity { get; init; }
}
