using LeadFunctions.Domain.Playbooks;
using LeadFunctions.Domain.Routing;

namespace LeadFunctions.Domain.Metrics;

/// <summary>Turns that each member of a pool has had, against their fair share of all turns while they could take one.</summary>
internal static class Fairness
{
    public static IReadOnlyList<PoolFairness> Of(IReadOnlyDictionary<string, Rotation> rotations, Playbook playbook) =>
        [.. playbook.Pools.Select(pool => Of(pool, rotations.GetValueOrDefault(pool.Id) ?? Rotation.Empty(pool.Id), playbook))];

    private static PoolFairness Of(Pool pool, Rotation rotation, Playbook playbook)
    {
        var members = pool.Members.Select(member =>
        {
            var has = rotation.Of(member.PersonId);
            var owed = Math.Round((double)has.Owed / Turns.One, 3);
            var name = playbook.People.FirstOrDefault(person => person.Id == member.PersonId)?.Name ?? member.PersonId;
            return new MemberFairness(member.PersonId, name, member.Weight, has.Taken, has.Taken + owed, -owed);
        }).ToList();
        return new PoolFairness(pool.Id, pool.Name, rotation.AllTaken(), members.Select(member => Math.Abs(member.Difference)).DefaultIfEmpty(0).Max(), members);
    }
}
