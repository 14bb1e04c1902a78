namespace LeadFunctions.Domain.Routing;

/// <summary>One matching rule and everybody it names: who of them gets the lead, if anybody, and why each other one does not.</summary>
internal sealed record Consideration(RoutingRule Rule, string? PoolId, string? PersonId, string WhyNobody)
{
    public IReadOnlyList<Candidate> Candidates { get; private init; } = [];

    /// <summary>In the pool's order; empty without a pool.</summary>
    private IReadOnlyList<PoolMember> Eligible { get; init; } = [];

    public bool ChargesTurn => PoolId is not null && Rule.ChargesTurn;

    public static Consideration Of(RoutingQuestion question, RoutingRule rule) => rule.To switch
    {
        RouteTo.InPool asked => InPool(question, rule, asked),
        RouteTo.ToPerson named => OnePerson(question, rule, named.PersonId),
        RouteTo.AccountOwner when question.AccountOwnerPersonId is { } owner => OnePerson(question, rule, owner),
        RouteTo.AccountOwner => new(rule, null, null, "nobody owns the account"),
        _ => throw new ArgumentOutOfRangeException(nameof(rule), rule.To, "Not a routing target."),
    };

    /// <summary>Members with a weight; the others are in the pool for show.</summary>
    public static IReadOnlyList<PoolMember> TakingTurns(Pool pool) => [.. pool.Members.Where(member => member.Weight > 0)];

    /// <summary>What the pool remembers of the choice; null without a pool.</summary>
    public Rotation? RotationAfter(RoutingQuestion question)
    {
        if (PoolId is null || PersonId is null)
        {
            return null;
        }

        var rotation = question.RotationOf(PoolId);
        return (ChargesTurn ? Turns.Take(rotation, Eligible, PersonId) : rotation)
            .Remember(new(question.LeadId, question.DecisionId, PersonId, Rule.Id));
    }

    private static Consideration OnePerson(RoutingQuestion question, RoutingRule rule, string personId)
    {
        var whyNot = WhyNot(question, personId, null);
        return new(rule, null, whyNot is null ? personId : null, $"{personId}: {whyNot}")
        {
            Candidates = [new(personId, whyNot is null, whyNot ?? (rule.To is RouteTo.AccountOwner ? "owns the account" : "named by the rule"))],
        };
    }

    private static Consideration InPool(RoutingQuestion question, RoutingRule rule, RouteTo.InPool asked)
    {
        if (question.Playbook.Pools.FirstOrDefault(pool => pool.Id == asked.PoolId) is not { } pool)
        {
            return new(rule, asked.PoolId, null, $"there is no pool {asked.PoolId}");
        }

        var members = pool.Members.DistinctBy(member => member.PersonId).ToList();
        var whyNot = members.ConvertAll(member => member.Weight > 0 ? WhyNot(question, member.PersonId, asked) : "weight 0");
        whyNot = InTime(question, members, whyNot);
        var eligible = members.Where((_, i) => whyNot[i] is null).ToList();
        var rotation = question.RotationOf(pool.Id);
        var chosen = Turns.Next(rotation, eligible);
        return new(rule, pool.Id, chosen, WhyNobodyIn(pool, members, whyNot))
        {
            Candidates = [.. members.Select((member, i) => Explained(member.PersonId, whyNot[i], chosen, rotation))],
            Eligible = eligible,
        };
    }

    /// <summary>Whoever cannot meet the deadline is as good as absent while somebody else can; when nobody can, it is no reason against anybody.</summary>
    private static List<string?> InTime(RoutingQuestion question, List<PoolMember> members, List<string?> whyNot)
    {
        var late = members.Select((member, i) => whyNot[i] ?? Eligibility.TooLate(question.Playbook.People.First(person => person.Id == member.PersonId), question)).ToList();
        return late.Contains(null) ? late : whyNot;
    }

    private static Candidate Explained(string personId, string? whyNot, string? chosen, Rotation rotation)
    {
        var turns = $"{rotation.Of(personId).Taken} of {rotation.AllTaken()} turns";
        return new(personId, whyNot is null, whyNot ?? (personId == chosen ? $"their turn: {turns}" : $"not their turn: {turns}"));
    }

    private static string WhyNobodyIn(Pool pool, List<PoolMember> members, List<string?> whyNot) =>
        members.Count == 0 ? $"pool {pool.Id} is empty"
        : $"nobody eligible in pool {pool.Id}: " + string.Join("; ", members.Select((member, i) => $"{member.PersonId}: {whyNot[i]}"));

    private static string? WhyNot(RoutingQuestion question, string personId, RouteTo.InPool? asked) =>
        question.Playbook.People.FirstOrDefault(person => person.Id == personId) is { } person
            ? Eligibility.WhyNot(person, question, asked)
            : "is not in the playbook";
}
