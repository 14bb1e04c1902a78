using LeadFunctions.Domain.Playbooks;
using LeadFunctions.Domain.Routing;

namespace LeadFunctions.UseCases.Playbooks.Checking;

/// <summary>Leads that nobody would get, and rules that never decide.</summary>
internal static class CheckRouting
{
    public static IEnumerable<Finding> In(Playbook playbook)
    {
        if (playbook.Routing[^1] is not { When: Condition.Always, To: not RouteTo.AccountOwner })
        {
            yield return Finding.Error(
                $"routing.{playbook.Routing[^1].Id}", "the last rule does not take everybody: leads that no rule matches would wait for ever; end with a rule without 'when' to a pool or person");
        }

        for (var i = 0; i < playbook.Routing.Count; i++)
        {
            foreach (var finding in Rule(playbook, i))
            {
                yield return finding;
            }
        }

        foreach (var pool in playbook.Pools.Where(pool => !Active(playbook, pool).Any()))
        {
            yield return Finding.Error($"pools.{pool.Id}", pool.Members.Count == 0 ? "has no members" : "has no active member");
        }
    }

    private static IEnumerable<Finding> Rule(Playbook playbook, int index)
    {
        var rule = playbook.Routing[index];
        var shadow = playbook.Routing.Take(index).FirstOrDefault(earlier => earlier.To is not RouteTo.AccountOwner && Covering.Covers(earlier.When, rule.When));
        if (shadow is not null)
        {
            yield return Finding.Warning($"routing.{rule.Id}", $"decides only while nobody of '{shadow.Id}' is free, which takes every lead this rule would; put the narrower rule first");
        }

        if (rule.To is RouteTo.InPool to && (to.Skill ?? to.Territory) is not null && playbook.Pools.First(pool => pool.Id == to.PoolId) is var pool && !Active(playbook, pool).Any(person => Has(person, to)))
        {
            yield return Finding.Error($"routing.{rule.Id}", $"nobody active in the pool '{pool.Id}' has {string.Join(" and ", Asked(to))}");
        }

        if (rule.To is RouteTo.ToPerson { PersonId: var id } && playbook.People.Any(person => person.Id == id && !person.Active))
        {
            yield return Finding.Warning($"routing.{rule.Id}", $"'{id}' is not active, so this rule never decides");
        }
    }

    private static IEnumerable<Person> Active(Playbook playbook, Pool pool) =>
        playbook.People.Where(person => person.Active && pool.Members.Any(member => member.PersonId == person.Id));

    // What is taken from the lead ($country) cannot be known here.
    private static bool Has(Person person, RouteTo.InPool to) => Has(person.Skills, to.Skill) && Has(person.Territories, to.Territory);

    private static bool Has(IReadOnlyList<string> have, string? asked) =>
        asked is null || asked.StartsWith('$') || have.Contains(asked, StringComparer.OrdinalIgnoreCase);

    private static IEnumerable<string> Asked(RouteTo.InPool to)
    {
        if (to.Skill is not null)
        {
            yield return $"the skill '{to.Skill}'";
        }

        if (to.Territory is not null)
        {
            yield return $"the territory '{to.Territory}'";
        }
    }
}
