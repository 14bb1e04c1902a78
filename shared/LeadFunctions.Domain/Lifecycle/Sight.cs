using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Playbooks;

namespace LeadFunctions.Domain.Lifecycle;

/// <summary>
/// Who sees which leads, on every route and for every action: a rep their own and those that wait for their pools; a manager also their people's,
/// their pools' and those nobody has; admins and services all. What somebody does not see does not exist for them.
/// </summary>
public static class Sight
{
    public static bool Sees(Actor actor, Lead lead, Playbook playbook)
    {
        if (actor.Kind is ActorKind.Admin or ActorKind.Service)
        {
            return true;
        }

        var waits = lead.Owner is null || Desk.HandoffToRoute(lead) is not null;
        return (waits && lead.Holding?.PoolId is { } waitsFor && PoolsOf(actor, playbook).Contains(waitsFor))
            || (lead.Owner is { } owner ? PeopleOf(actor, playbook).Contains(owner.PersonId) : actor.Kind == ActorKind.Manager);
    }

    /// <summary>Whose leads they see: their own, and a manager those of their people, and of those people's people.</summary>
    public static IReadOnlySet<string> PeopleOf(Actor actor, Playbook playbook)
    {
        var people = new HashSet<string>(StringComparer.Ordinal) { actor.Name };
        if (actor.Kind != ActorKind.Manager)
        {
            return people;
        }

        for (var known = 0; known < people.Count;)
        {
            known = people.Count;
            people.UnionWith(playbook.People.Where(person => person.Manager is { } manager && people.Contains(manager)).Select(person => person.Id));
        }

        return people;
    }

    /// <summary>For whose pools' waiting leads they are: those they are in, and a manager those their people are in.</summary>
    public static IReadOnlyList<string> PoolsOf(Actor actor, Playbook playbook)
    {
        var people = PeopleOf(actor, playbook);
        return [.. playbook.Pools.Where(pool => pool.Members.Any(member => people.Contains(member.PersonId))).Select(pool => pool.Id)];
    }
}
