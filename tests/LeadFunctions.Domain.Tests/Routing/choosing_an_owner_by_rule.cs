using LeadFunctions.Domain.Playbooks;
using LeadFunctions.Domain.Routing;
using static LeadFunctions.Domain.Tests.Routing.Sales;

namespace LeadFunctions.Domain.Tests.Routing;

/// <summary>The six rule types of the seed's table, each with its example, then the order of rules.</summary>
public class choosing_an_owner_by_rule
{
    private static readonly Person[] Team =
    [
        Rep("ana"), Rep("bo"),
        Rep("mei") with { Territories = ["JP", "SG", "AU"] },
        Rep("kim") with { Role = "senior-ae" },
        Rep("eva") with { Role = "ae" },
        Rep("fin") with { Skills = ["fintech"] },
    ];

    private static readonly Playbook SeedTable = Book(
        Team,
        [
            Bdrs(new("ana"), new("bo")),
            new("apac", "APAC", [new("ana"), new("mei")]),
            new("seniors", "Senior AEs", [new("kim")]),
            new("specialists", "Specialists", [new("bo"), new("fin")]),
        ],
        To("account", RoutingKind.AccountOwner, Everybody, new RouteTo.AccountOwner()),
        To("hot", RoutingKind.Score, new Condition.Between("score", 81, null), new RouteTo.InPool("seniors", null, null)),
        To("enterprise", RoutingKind.Segment, new Condition.Between("companySize", 1000, null), new RouteTo.ToPerson("eva")),
        To("apac", RoutingKind.Territory, new Condition.In("region", ["APAC"]), new RouteTo.InPool("apac", null, "$country")),
        To("fintech", RoutingKind.Specialty, new Condition.In("industry", ["fintech"]), new RouteTo.InPool("specialists", "fintech", null)),
        CatchAll());

    [Theory]
    [InlineData("ana", "catch-all", "round-robin")]
    [InlineData("mei", "apac", "territory", "region", "APAC", "country", "jp")]
    [InlineData("eva", "enterprise", "segment", "companySize", "1000")]
    [InlineData("kim", "hot", "score", "score", "81")]
    [InlineData("fin", "fintech", "specialty", "industry", "Fintech")]
    public void each_kind_finds_its_person(string person, string rule, string kind, params string[] facts)
    {
        var decision = Router.Decide(Lead(SeedTable, "l1", [.. facts.Chunk(2).Select(pair => (pair[0], pair[1]))])).Decision;

        Assert.Equal((person, rule, kind), (decision.PersonId, decision.RuleId, decision.RuleKind));
        Assert.Null(decision.HeldBecause);
    }

    [Fact]
    public void the_owner_of_the_account_goes_first_and_takes_no_turn()
    {
        var answer = Router.Decide(Lead(SeedTable, "l1", ("score", "99")) with { AccountOwnerPersonId = "bo" });

        Assert.Equal(("bo", "account", "account-owner"), (answer.Decision.PersonId, answer.Decision.RuleId, answer.Decision.RuleKind));
        Assert.False(answer.Decision.ChargedTurn);
        Assert.Null(answer.Rotation);
        Assert.Equal(1, answer.Workload!.Open);
        Assert.Equal("owns the account", answer.Decision.Why("bo"));
    }

    [Fact]
    public void leads_of_an_owned_account_leave_the_rotation_where_it_was()
    {
        var question = Lead(SeedTable) with { AccountOwnerPersonId = "ana" };
        question = question.Then(Router.Decide(question), "l2").Then(Router.Decide(question), "l3");

        Assert.Equal(["ana", "bo", "ana"], Deal(question with { AccountOwnerPersonId = null }, 3));
    }

    [Fact]
    public void rules_passed_over_are_named_with_the_reason()
    {
        var away = SeedTable with { People = [.. Team.Select(person => person.Id is "eva" or "kim" ? person with { Active = false } : person)] };

        var decision = Router.Decide(Lead(away, "l1", ("score", "90"), ("companySize", "5000"))).Decision;

        Assert.Equal("catch-all", decision.RuleId);
        Assert.Equal(
            [
                "account: nobody owns the account",
                "hot: nobody eligible in pool seniors: kim: inactive",
                "enterprise: eva: inactive",
                "apac: does not match",
                "fintech: does not match",
            ],
            decision.RulesPassedOver);
    }

    [Fact]
    public void an_absent_account_owner_is_passed_over()
    {
        var away = SeedTable with { People = [.. Team.Select(person => person.Id == "bo" ? person with { Active = false } : person)] };

        var decision = Router.Decide(Lead(away) with { AccountOwnerPersonId = "bo" }).Decision;

        Assert.Equal("ana", decision.PersonId);
        Assert.Contains("account: bo: inactive", decision.RulesPassedOver);
    }

    [Fact]
    public void a_lead_without_the_fact_a_territory_asks_for_goes_on_to_the_next_rule()
    {
        var decision = Router.Decide(Lead(SeedTable, "l1", ("region", "APAC"))).Decision;

        Assert.Equal("catch-all", decision.RuleId);
        Assert.Contains(
            "apac: nobody eligible in pool apac: ana: the lead has no country to match a territory with; mei: the lead has no country to match a territory with",
            decision.RulesPassedOver);
    }

    [Fact]
    public void a_decision_names_the_playbook_version_the_instant_and_who_is_next()
    {
        var decision = Router.Decide(Lead(SeedTable)).Decision;

        Assert.Equal(("d-l1", Monday, "v1", "bdrs", "bo"), (decision.Id, decision.At, decision.PlaybookVersion, decision.PoolId, decision.NextPersonId));
        Assert.True(decision.ChargedTurn);
    }

    [Fact]
    public void who_is_next_is_who_comes_next()
    {
        var playbook = Book([Rep("a"), Rep("b") with { MaxOpen = 2 }, Rep("c")], [Bdrs(new("a", 3), new("b", 2), new("c"))], CatchAll());
        var question = Lead(playbook);
        var answer = Router.Decide(question);
        for (var i = 0; i < 50; i++)
        {
            question = question.Then(answer, $"next-{i}");
            var following = Router.Decide(question);
            Assert.Equal(answer.Decision.NextPersonId, following.Decision.PersonId);
            answer = following;
        }
    }

    [Fact]
    public void a_rule_for_a_pool_that_does_not_exist_is_passed_over_by_name()
    {
        var playbook = Book([Rep("ana")], [Bdrs(new PoolMember("ana"))], CatchAll("nobody") with { Id = "lost" }, CatchAll());

        Assert.Contains("lost: there is no pool nobody", Router.Decide(Lead(playbook)).Decision.RulesPassedOver);
    }

    [Fact]
    public void an_assignment_by_hand_is_recorded_and_takes_no_turn()
    {
        var decision = Router.Assign("bo", by: "maria", reason: "knows the founder", Lead(SeedTable));

        Assert.Equal(("bo", "manual", "manual", false), (decision.PersonId, decision.RuleId, decision.RuleKind, decision.ChargedTurn));
        Assert.Equal("assigned by maria: knows the founder", decision.Why("bo"));
    }
}
