using LeadFunctions.Domain.Playbooks;
using LeadFunctions.Domain.Routing;

namespace LeadFunctions.UseCases.Playbooks.Checking;

/// <summary>Leads that nobody would get, and rules that never decide; the same for handoffs.</summary>
internal static class CheckRouting
{
    public static IEnumerable<Finding> In(Playbook playbook)
    {
        var lists = playbook.Handoffs.Where(handoff => handoff.Routing.Count > 0).Select(handoff => (Key: $"handoffs.{PlaybookKeys.Kebab(handoff.Kind.ToString())}.routing", Rules: handoff.Routing))
            .Prepend((Key: "routing", Rules: playbook.Routing));
        foreach (var (key, rules) in lists)
        {
            foreach (var finding in Coverage(key, rules, playbook).Concat(Enumerable.Range(0, rules.Count).SelectMany(i => Rule(playbook, key, rules, i))))
            {
                yield return finding;
            }
        }
    }

    private static IEnumerable<Finding> Coverage(string key, IReadOnlyList<RoutingRule> rules, Playbook playbook)
    {
        if (rules[^1] is not { When: Condition.Always, To: not RouteTo.AccountOwner })
        {
            yield return Finding.Error(
                "routing-gap", $"{key}.{rules[^1].Id}", $"the last rule does not take everybody: leads that no rule matches would wait for ever{Example(rules, playbook)}; end with a rule without 'when' to a pool or person");
        }
    }

    /// <summary>A lead that nobody would get, if one is found.</summary>
    private static string Example(IReadOnlyList<RoutingRule> rules, Playbook playbook)
    {
        var sure = rules.Where(rule => rule.To is not RouteTo.AccountOwner).Select(rule => rule.When).ToList();
        return Worlds.Of(sure, playbook) is { } worlds && worlds.All.FirstOrDefault(facts => !sure.Any(when => when.Holds(facts))) is { } example
            ? $" (for example: {Worlds.Words(example, worlds.Facts)})"
            : "";
    }

    private static IEnumerable<Finding> Rule(Playbook playbook, string list, IReadOnlyList<RoutingRule> rules, int index)
    {
        var (rule, key) = (rules[index], $"{list}.{rules[index].Id}");
        if (Shadow(rules.Take(index).Where(earlier => earlier.To is not RouteTo.AccountOwner).ToList(), rule, playbook) is { } shadow)
        {
            yield return Finding.Warning("routing-shadowed", key, $"decides only while nobody of {shadow} is free, which takes every lead this rule would; put the narrower rule first");
        }

        if (Logic.Never(rule.When, playbook))
        {
            yield return Finding.Warning("never-holds", key, "never holds: what it asks for excludes itself; loosen the condition, or remove it");
        }

        if (rule.To is RouteTo.InPool to && (to.Skill ?? to.Territory) is not null && playbook.Pools.First(pool => pool.Id == to.PoolId) is var pool && !CheckTeam.Active(playbook, pool).Any(person => Has(person, to)))
        {
            yield return Finding.Error("nobody-for-rule", key, $"nobody active in the pool '{pool.Id}' has {string.Join(" and ", Asked(to))}; give it to a member, or ask for something else");
        }

        if (rule.To is RouteTo.ToPerson { PersonId: var id } && playbook.People.Any(person => person.Id == id && !person.Active))
        {
            yield return Finding.Warning("person-inactive", key, $"'{id}' is not active, so this rule never decides; name somebody else, or remove it");
        }
    }

    private static string? Shadow(List<RoutingRule> above, RoutingRule rule, Playbook playbook) =>
        above.FirstOrDefault(earlier => Logic.Covers([earlier.When], rule.When, playbook)) is { } one ? $"'{one.Id}'"
        : rule.When is not Condition.Always && Logic.Covers([.. above.Select(earlier => earlier.When)], rule.When, playbook) ? string.Join(", ", above.Select(earlier => $"'{earlier.Id}'"))
        : null;

    // What is taken from the lead ($country) cannot be known here.
    private static bool Has(Person person, RouteTo.InPool to) => Has(person.Skills, to.Skill) && Has(person.Territories, to.Territory);

    private static bool Has(IReadOnlyList<string> have, string? asked) =>
        asked is null || asked.StartsWith('$') || have.Contains(asked, StringComparer.OrdinalIgnoreCase);

    private static IEnumerable<string> Asked(RouteTo.InPool to) =>
        new[] { to.Skill is null ? null : $"the skill '{to.Skill}'", to.Territory is null ? null : $"the territory '{to.Territory}'" }.OfType<string>();
}
