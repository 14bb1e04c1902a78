namespace LeadFunctions.Domain.Routing;

/// <summary>
/// A pool's memory: each member's place in virtual time, kept in a register and changed by conditional write.
/// Assigning costs a member 1/weight of virtual time; the eligible one with the least goes next.
/// </summary>
public sealed record Rotation(string PoolId, IReadOnlyDictionary<string, RotationMember> Members, IReadOnlyList<RecentChoice> Recent)
{
    public static Rotation Empty(string poolId) => new(poolId, new Dictionary<string, RotationMember>(), []);
}

/// <param name="VirtualTime">In integer ticks, so that sums are exact; see <c>Router</c> for the cost of a turn.</param>
/// <param name="WasEligible">At the last decision; somebody who comes back starts level with the pool.</param>
public sealed record RotationMember(long VirtualTime, long Turns, bool WasEligible);

/// <summary>A choice already made for a lead, so that a repeated message chooses the same person and takes no second turn.</summary>
public sealed record RecentChoice(string LeadId, string DecisionId, string PersonId);

/// <summary>What a person has on their desk; a register per person.</summary>
/// <param name="Open">Open leads they own.</param>
/// <param name="Recent">Instants of assignments in the last 7 days, oldest first.</param>
public sealed record Workload(string PersonId, int Open, IReadOnlyList<DateTimeOffset> Recent)
{
    public static Workload Empty(string personId) => new(personId, 0, []);
}
