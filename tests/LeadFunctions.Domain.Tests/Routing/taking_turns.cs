using System.Text.Json;
using LeadFunctions.Domain.Playbooks;
using LeadFunctions.Domain.Routing;
using LeadFunctions.UseCases;
using static LeadFunctions.Domain.Tests.Routing.Sales;

namespace LeadFunctions.Domain.Tests.Routing;

public class taking_turns
{
    [Fact]
    public void equals_alternate() => Assert.Equal(["ana", "bo", "ana", "bo"], Deal(Lead(AnaAndBo()), 4));

    [Fact]
    public void weights_are_spread_and_not_bunched()
    {
        var playbook = Book([Rep("a"), Rep("b"), Rep("c")], [Bdrs(new("a", 5), new("b", 1), new("c", 1))], CatchAll());

        Assert.Equal(["a", "a", "b", "a", "c", "a", "a"], Deal(Lead(playbook), 7));
    }

    [Fact]
    public void somebody_who_joins_starts_level_and_is_not_flooded()
    {
        var before = Book([Rep("ana"), Rep("bo")], [Bdrs(new("ana"), new("bo"))], CatchAll());
        var question = After(Lead(before), 100);
        var joined = before with { People = [.. before.People, Rep("cy")], Pools = [Bdrs(new("ana"), new("bo"), new("cy"))] };

        var next = Deal(question with { Playbook = joined }, 30);

        Assert.Equal(10, next.Count(person => person == "cy"));
        Assert.Equal(1, next.Take(4).Count(person => person == "cy"));
    }

    [Fact]
    public void somebody_back_after_a_hundred_leads_gets_their_share_and_no_more()
    {
        var all = AnaAndBo();
        var withoutBo = all with { People = [Rep("ana"), Rep("bo") with { Away = [new(Monday, Monday.AddDays(30), "leave")] }] };

        var question = After(Lead(withoutBo), 100) with { Playbook = all };

        Assert.Equal(["ana", "bo", "ana", "bo"], Deal(question, 4));
    }

    [Fact]
    public void who_leaves_a_pool_and_comes_back_does_not_start_over()
    {
        var both = AnaAndBo();
        var question = After(Lead(both), 1);
        var onlyBo = both with { Pools = [Bdrs(new PoolMember("bo"))] };

        var taken = Router.Decide(question with { Playbook = onlyBo }).Rotation!;

        Assert.Equal(1, taken.Of("ana").Taken);
        Assert.Equal(-Turns.One / 2, taken.Of("ana").Owed);
    }

    [Fact]
    public void two_rules_of_one_pool_share_its_turns()
    {
        var playbook = Book(
            [Rep("ana") with { Skills = ["fintech"] }, Rep("bo")],
            [Bdrs(new("ana"), new("bo"))],
            To("fintech", RoutingKind.Specialty, new Condition.In("industry", ["fintech"]), new RouteTo.InPool("bdrs", "fintech", null)),
            CatchAll());
        var question = Lead(playbook, "l1");
        question = question.Then(Router.Decide(question), "l2");
        var special = question with { Facts = new(new Dictionary<string, string> { ["industry"] = "fintech" }) };

        Assert.Equal("bo", Router.Decide(question).Decision.PersonId);
        Assert.Equal("ana", Router.Decide(special).Decision.PersonId);
    }

    [Fact]
    public void a_rule_that_charges_no_turn_leaves_what_everybody_is_owed()
    {
        var playbook = Book([Rep("ana"), Rep("bo")], [Bdrs(new("ana"), new("bo"))], CatchAll() with { ChargesTurn = false });

        var answer = Router.Decide(Lead(playbook));

        Assert.False(answer.Decision.ChargedTurn);
        Assert.Empty(answer.Rotation!.Members);
        Assert.Single(answer.Rotation.Recent);
    }

    [Fact]
    public void a_turn_spent_on_bad_data_is_given_back()
    {
        var playbook = AnaAndBo();
        var answer = Router.Decide(Lead(playbook));
        Assert.Equal("ana", answer.Decision.PersonId);

        var credited = Router.CreditBack(answer.Rotation!, playbook.Pools[0], "ana");

        Assert.Equal((0, 0, 0), (credited.Of("ana").Owed, credited.Of("bo").Owed, credited.AllTaken()));
        Assert.Equal("ana", Router.Decide(Lead(playbook) with { LeadId = "l2", Rotations = new Dictionary<string, Rotation> { ["bdrs"] = credited } }).Decision.PersonId);
        Assert.Same(credited, Router.CreditBack(credited, playbook.Pools[0], "bo"));
    }

    [Fact]
    public void the_same_decision_again_is_the_same_person_and_no_second_turn()
    {
        var question = Lead(AnaAndBo());
        var first = Router.Decide(question);
        var later = question.Then(first, "l2");
        later = later.Then(Router.Decide(later), "l1") with { DecisionId = question.DecisionId };

        var again = Router.Decide(later);

        Assert.Equal((first.Decision.PersonId, first.Decision.RuleId, first.Decision.RuleKind), (again.Decision.PersonId, again.Decision.RuleId, again.Decision.RuleKind));
        Assert.Null(again.Rotation);
        Assert.Null(again.Workload);
        Assert.NotEqual("already chosen by this decision", Router.Decide(later with { DecisionId = "d-new" }).Decision.Why("ana"));
    }

    [Fact]
    public void the_last_64_choices_are_remembered()
    {
        var question = After(Lead(AnaAndBo()), 200);

        var recent = question.Rotations["bdrs"].Recent;

        Assert.Equal(64, recent.Count);
        Assert.Equal(("d-136", "d-199"), (recent[0].DecisionId, recent[^1].DecisionId));
    }

    [Fact]
    public void every_member_reads_how_often_it_was_their_turn()
    {
        var decision = Router.Decide(After(Lead(AnaAndBo()), 9)).Decision;

        Assert.Equal([new("ana", true, "not their turn: 5 of 9 turns"), new("bo", true, "their turn: 4 of 9 turns")], decision.Candidates);
    }

    [Fact]
    public void a_rotation_and_a_desk_come_back_from_their_registers_as_they_went()
    {
        var question = After(Lead(AnaAndBo()), 3);
        var json = JsonSerializer.Serialize(question.Rotations["bdrs"], WireJson.Default.Rotation);

        var back = question with { Rotations = new Dictionary<string, Rotation> { ["bdrs"] = JsonSerializer.Deserialize(json, WireJson.Default.Rotation)! } };

        Assert.StartsWith("""{"poolId":"bdrs","members":{"ana":{"owed":-72201776446800,"taken":2},"bo":{"owed":72201776446800,"taken":1}},"recent":[{"leadId":"past-0",""", json, StringComparison.Ordinal);
        Assert.Equal(Deal(question, 9), Deal(back, 9));
        var desk = question.Workloads["ana"];
        Assert.Equal(desk.Recent, JsonSerializer.Deserialize(JsonSerializer.Serialize(desk, WireJson.Default.Workload), WireJson.Default.Workload)!.Recent);
    }

    private static RoutingQuestion After(RoutingQuestion question, int leads)
    {
        for (var i = 0; i < leads; i++)
        {
            question = question with { LeadId = $"past-{i}", DecisionId = $"d-{i}" };
            question = question.Then(Router.Decide(question), "next");
        }

        return question;
    }
}
