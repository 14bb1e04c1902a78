namespace LeadFunctions.Domain.Routing;

/// <summary>
/// Who gets a lead (semantics 4): the first rule that matches and finds an eligible person. A pure function of the question,
/// so a dry run is the same call with the answer thrown away.
/// </summary>
public static class Router
{
    /// <summary><see cref="RouteDecision.RuleId"/> and <see cref="RouteDecision.RuleKind"/> of an assignment by hand.</summary>
    public const string Manual = "manual";

    public static RoutingAnswer Decide(RoutingQuestion question)
    {
        if (Repeated(question) is { } repeated)
        {
            return repeated;
        }

        var passedOver = new List<string>();
        Consideration? last = null;
        foreach (var rule in question.Playbook.Routing)
        {
            if (!rule.When.Holds(question.Facts))
            {
                passedOver.Add($"{rule.Id}: does not match");
                continue;
            }

            last = Consideration.Of(question, rule);
            if (last.PersonId is not null)
            {
                return Assigned(question, last, passedOver);
            }

            passedOver.Add($"{rule.Id}: {last.WhyNobody}");
        }

        return Held(question, last, passedOver);
    }

    /// <summary>An assignment by hand: recorded, whoever it is, and no turn in any pool.</summary>
    public static RouteDecision Assign(string personId, string by, string reason, RoutingQuestion question) =>
        Decision(question, Manual, Manual) with
        {
            PersonId = personId,
            Candidates = [new(personId, true, $"assigned by {by}: {reason}")],
        };

    /// <summary>A turn spent on bad data does not count: the person is owed it again, and what the pool was owed for that lead is withdrawn.</summary>
    /// <returns>The rotation as it was if the person has no turn to give back.</returns>
    public static Rotation CreditBack(Rotation rotation, Pool pool, string personId) =>
        rotation.Of(personId).Taken == 0 ? rotation : Turns.GiveBack(rotation, Consideration.TakingTurns(pool), personId);

    /// <summary>As written in decisions and reports: <c>round-robin</c>, <c>account-owner</c> ...</summary>
    public static string NameOf(RoutingKind kind) => kind switch
    {
        RoutingKind.RoundRobin => "round-robin",
        RoutingKind.Territory => "territory",
        RoutingKind.AccountOwner => "account-owner",
        RoutingKind.Segment => "segment",
        RoutingKind.Score => "score",
        RoutingKind.Specialty => "specialty",
        RoutingKind.Named => "named",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a routing kind."),
    };

    private static RoutingAnswer Assigned(RoutingQuestion question, Consideration chosen, List<string> passedOver)
    {
        var (rule, personId) = (chosen.Rule, chosen.PersonId!);
        var workload = question.WorkloadOf(personId).Taking(question.Now, question.Playbook.People.First(person => person.Id == personId).MostPerPeriod);
        var rotation = chosen.RotationAfter(question);
        var after = question with
        {
            Workloads = With(question.Workloads, personId, workload),
            Rotations = rotation is null ? question.Rotations : With(question.Rotations, rotation.PoolId, rotation),
        };
        var decision = Decision(question, rule.Id, NameOf(rule.Kind)) with
        {
            PoolId = chosen.PoolId,
            PersonId = personId,
            NextPersonId = chosen.PoolId is null ? null : Consideration.Of(after, rule).PersonId,
            ChargedTurn = chosen.ChargesTurn,
            Candidates = chosen.Candidates,
            RulesPassedOver = passedOver,
        };
        return new(decision, rotation, workload);
    }

    private static RoutingAnswer Held(RoutingQuestion question, Consideration? last, List<string> passedOver)
    {
        var decision = Decision(question, last?.Rule.Id ?? "none", last is null ? "none" : NameOf(last.Rule.Kind)) with
        {
            PoolId = last?.PoolId,
            HeldBecause = last?.WhyNobody ?? "no routing rule matches",
            Candidates = last?.Candidates ?? [],
            RulesPassedOver = passedOver,
        };
        return new(decision, null, null);
    }

    private static RoutingAnswer? Repeated(RoutingQuestion question)
    {
        foreach (var rotation in question.Rotations.Values)
        {
            var known = rotation.Recent.LastOrDefault(choice => choice.LeadId == question.LeadId && choice.DecisionId == question.DecisionId);
            if (known is not null)
            {
                var rule = question.Playbook.Routing.FirstOrDefault(rule => rule.Id == known.RuleId);
                var decision = Decision(question, known.RuleId, rule is null ? "none" : NameOf(rule.Kind)) with
                {
                    PoolId = rotation.PoolId,
                    PersonId = known.PersonId,
                    Candidates = [new(known.PersonId, true, "already chosen by this decision")],
                };
                return new(decision, null, null);
            }
        }

        return null;
    }

    private static RouteDecision Decision(RoutingQuestion question, string ruleId, string kind) =>
        new(question.DecisionId, question.Now, ruleId, kind, null, null, null, null, false, [], [], question.Playbook.Version);

    private static Dictionary<string, T> With<T>(IReadOnlyDictionary<string, T> all, string key, T value) => new(all) { [key] = value };
}
