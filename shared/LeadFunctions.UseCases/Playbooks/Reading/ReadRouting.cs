using LeadFunctions.Domain.Routing;

namespace LeadFunctions.UseCases.Playbooks.Reading;

/// <summary><c>routing</c>: ordered rules; the last one is the catch-all.</summary>
internal static class ReadRouting
{
    // Both seeds' words for the same six kinds (000 section 4, 001 "Routing Methods").
    private static readonly Dictionary<string, RoutingKind> Kinds = new(StringComparer.Ordinal)
    {
        ["round-robin"] = RoutingKind.RoundRobin,
        ["territory"] = RoutingKind.Territory,
        ["account-based"] = RoutingKind.AccountOwner,
        ["size-based"] = RoutingKind.Segment,
        ["segment-based"] = RoutingKind.Segment,
        ["score-based"] = RoutingKind.Score,
        ["specialty"] = RoutingKind.Specialty,
        ["skills-based"] = RoutingKind.Specialty,
        ["named"] = RoutingKind.Named,
    };

    public static IReadOnlyList<RoutingRule> From(Section document, ReadCondition conditions)
    {
        if (document.Find("routing") is YamlList { Items.Count: 0 } none)
        {
            document.Reader.Errors.Add(none, "at least one rule is needed, so that every lead finds somebody");
        }

        return Rules(document, conditions);
    }

    /// <summary>The rules of <c>routing</c>, wherever it stands; their ids are unique in the whole playbook.</summary>
    public static IReadOnlyList<RoutingRule> Rules(Section section, ReadCondition conditions) =>
        section.Each("routing", PlaybookKeys.Route, route => Rule(route, conditions));

    private static RoutingRule Rule(Section route, ReadCondition conditions)
    {
        var to = To(route);
        return new RoutingRule(route.Define("id", "routing rule"), Kind(route), conditions.Of(route), to, route.Flag("chargesTurn", or: to is RouteTo.InPool));
    }

    private static RoutingKind Kind(Section route)
    {
        var kind = route.Text("kind");
        if (!Kinds.TryGetValue(kind, out var known) && kind.Length > 0)
        {
            route.Reader.Errors.Add(route.Find("kind")!, $"there is no kind '{kind}'; {Nearest.Hint(kind, Kinds.Keys)}");
        }

        return known;
    }

    private static RouteTo To(Section route)
    {
        switch (route.Find("to"))
        {
            case YamlScalar { Text: "account-owner" }:
                return new RouteTo.AccountOwner();
            case YamlMap:
                return route.One("to", PlaybookKeys.RouteTo, Somebody) ?? new RouteTo.AccountOwner();
            case { } node:
                route.Reader.Errors.Add(node, "expected account-owner, {pool: ...} or {person: ...}");
                return new RouteTo.AccountOwner();
            case null:
                return new RouteTo.AccountOwner();
        }
    }

    private static RouteTo Somebody(Section to)
    {
        if (to.Has("pool") == to.Has("person"))
        {
            to.Reader.Errors.Add(to.At, "give either 'pool' or 'person', one of the two");
        }

        if (to.Has("person") && (to.Has("skill") || to.Has("territory")))
        {
            to.Reader.Errors.Add(to.At, "'skill' and 'territory' choose among the members of a pool; leave them out for a person");
        }

        var (pool, person) = (to.Use("pool", ReadTeam.PoolKind), to.Use("person", ReadTeam.PersonKind));
        return person is not null ? new RouteTo.ToPerson(person) : new RouteTo.InPool(pool ?? "", to.OptionalText("skill"), to.OptionalText("territory"));
    }
}
