using LeadFunctions.Domain.Playbooks;

namespace LeadFunctions.Domain.Routing;

/// <summary>Everything a routing decision is a function of. Read the registers of the pools and people the playbook names, or of all.</summary>
public sealed record RoutingQuestion
{
    public required Playbook Playbook { get; init; }

    /// <summary>Of the lead: attributes, score, band, stage, source.</summary>
    public required Facts Facts { get; init; }

    public required string LeadId { get; init; }

    /// <summary>The same for every delivery of the same message: the answer to a repeat is the person already chosen.</summary>
    public required string DecisionId { get; init; }

    public required DateTimeOffset Now { get; init; }

    /// <summary>When the lead must have been answered: of a pool, people without working time before it get it only while nobody has any. Null asks nothing.</summary>
    public DateTimeOffset? Deadline { get; init; }

    /// <summary>Only people of these roles can get it (a handoff's receivers); null asks nothing.</summary>
    public IReadOnlyList<string>? Roles { get; init; }

    /// <summary>Who had it and let its clock lapse: anybody else.</summary>
    public IReadOnlyList<string> Lapsed { get; init; } = [];

    /// <summary>Who owns the lead's account, by email domain.</summary>
    public string? AccountOwnerPersonId { get; init; }

    /// <summary>By pool id; a missing one has taken no turns.</summary>
    public IReadOnlyDictionary<string, Rotation> Rotations { get; init; } = new Dictionary<string, Rotation>();

    /// <summary>By person id; a missing one is an empty desk.</summary>
    public IReadOnlyDictionary<string, Workload> Workloads { get; init; } = new Dictionary<string, Workload>();

    internal Rotation RotationOf(string poolId) => Rotations.TryGetValue(poolId, out var rotation) ? rotation : Rotation.Empty(poolId);

    internal Workload WorkloadOf(string personId) => Workloads.TryGetValue(personId, out var workload) ? workload : Workload.Empty(personId);
}

/// <summary>A decision and the registers it changes: written in one commit with the lead, or thrown away by a dry run.</summary>
/// <param name="Rotation">Null when no rotation changed.</param>
/// <param name="Workload">The chosen person's; null when nobody was newly chosen.</param>
public sealed record RoutingAnswer(RouteDecision Decision, Rotation? Rotation, Workload? Workload);
