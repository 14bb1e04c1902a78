using LeadFunctions.Domain.Playbooks;
using LeadFunctions.Domain.Routing;

namespace LeadFunctions.Domain.Tests.Routing;

/// <summary>A small sales team to route to.</summary>
internal static class Sales
{
    public static readonly DateTimeOffset Monday = new(2026, 11, 23, 10, 0, 0, TimeSpan.Zero);

    public static readonly Condition Everybody = new Condition.Always();

    public static Person Rep(string id) => new(id, id, $"{id}@acme.example", "bdr");

    public static Pool Bdrs(params PoolMember[] members) => new("bdrs", "BDRs", members);

    public static RoutingRule CatchAll(string pool = "bdrs") => To("catch-all", RoutingKind.RoundRobin, Everybody, new RouteTo.InPool(pool, null, null));

    public static RoutingRule To(string id, RoutingKind kind, Condition when, RouteTo to) => new(id, kind, when, to, to is RouteTo.InPool);

    public static Playbook Book(IReadOnlyList<Person> people, IReadOnlyList<Pool> pools, params RoutingRule[] rules) =>
        new() { Name = "test", Version = "v1", People = people, Pools = pools, Routing = rules };

    /// <summary>Ana and Bo in turn.</summary>
    public static Playbook AnaAndBo() => Book([Rep("ana"), Rep("bo")], [Bdrs(new("ana"), new("bo"))], CatchAll());

    public static RoutingQuestion Lead(Playbook playbook, string id = "l1", params (string Fact, string Value)[] facts) => new()
    {
        Playbook = playbook,
        Facts = new(facts.ToDictionary(fact => fact.Fact, fact => fact.Value)),
        LeadId = id,
        DecisionId = "d-" + id,
        Now = Monday,
    };

    /// <summary>The next lead's question, with what the answer changed.</summary>
    public static RoutingQuestion Then(this RoutingQuestion question, RoutingAnswer answer, string id) => question with
    {
        LeadId = id,
        DecisionId = "d-" + id,
        Rotations = answer.Rotation is { } rotation ? new Dictionary<string, Rotation>(question.Rotations) { [rotation.PoolId] = rotation } : question.Rotations,
        Workloads = answer.Workload is { } workload ? new Dictionary<string, Workload>(question.Workloads) { [workload.PersonId] = workload } : question.Workloads,
    };

    /// <summary>Who gets each of so many leads in a row.</summary>
    public static List<string?> Deal(RoutingQuestion question, int leads)
    {
        var chosen = new List<string?>();
        for (var i = 0; i < leads; i++)
        {
            question = question with { LeadId = $"lead-{i}", DecisionId = $"d-{i}" };
            var answer = Router.Decide(question);
            chosen.Add(answer.Decision.PersonId);
            question = question.Then(answer, "next");
        }

        return chosen;
    }

    public static string Why(this RouteDecision decision, string personId) => Assert.Single(decision.Candidates, candidate => candidate.PersonId == personId).Why;
}
