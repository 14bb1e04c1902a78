using System.Text.Json;
using LeadFunctions.Domain.Playbooks;
using LeadFunctions.Domain.Routing;
using static LeadFunctions.Domain.Tests.Routing.Sales;

namespace LeadFunctions.Domain.Tests.Routing;

/// <summary>10,000 companies with people who are inactive, away, capped or lack a skill, each dealt a dozen leads hours apart.</summary>
public class routing_in_random_companies
{
    private static readonly string[] Skills = ["fintech", "health", "retail"];

    [Fact]
    public void only_people_who_may_get_a_lead_get_one() => EachLead((seed, question, answer, history) =>
    {
        if (answer.Decision.PersonId is not { } chosen)
        {
            return;
        }

        var person = question.Playbook.People.Single(person => person.Id == chosen);
        var past = history.Where(taken => taken.Person == chosen).ToList();
        Assert.True(person.Active, $"seed {seed}");
        Assert.DoesNotContain(person.Away, away => away.From <= question.Now && question.Now < away.Until);
        Assert.True(person.MaxOpen is null || past.Count < person.MaxOpen, $"seed {seed}");
        Assert.True(person.MaxPerDay is null || past.Count(taken => question.Now - taken.At < TimeSpan.FromHours(24)) < person.MaxPerDay, $"seed {seed}");
        Assert.True(person.MaxPerWeek is null || past.Count(taken => question.Now - taken.At < TimeSpan.FromDays(7)) < person.MaxPerWeek, $"seed {seed}");
        Assert.True(answer.Decision.RuleId != "specialty" || person.Skills.Contains(question.Facts.Text("industry")), $"seed {seed}");
    });

    [Fact]
    public void a_lead_is_held_only_when_nobody_in_the_catch_all_may_get_it() => EachLead((seed, question, answer, history) =>
    {
        var decision = answer.Decision;
        Assert.True(decision.PersonId is null == decision.HeldBecause is not null, $"seed {seed}");
        Assert.True(decision.PersonId is not null || decision.Candidates.All(candidate => !candidate.Eligible), $"seed {seed}");
        Assert.True(decision.PersonId is not null || (answer.Rotation is null && answer.Workload is null && !decision.ChargedTurn), $"seed {seed}");
    });

    [Fact]
    public void every_member_of_the_pool_is_explained_exactly_once() => EachLead((seed, question, answer, _) =>
    {
        var decision = answer.Decision;
        var expected = question.Playbook.Pools.FirstOrDefault(pool => pool.Id == decision.PoolId)?.Members.Select(member => member.PersonId) ?? [decision.PersonId!];
        Assert.Equal(expected, decision.Candidates.Select(candidate => candidate.PersonId));
        Assert.All(decision.Candidates, candidate => Assert.False(string.IsNullOrWhiteSpace(candidate.Why)));
        Assert.Equal(decision.RulesPassedOver.Count, question.Playbook.Routing.TakeWhile(rule => decision.PersonId is null || rule.Id != decision.RuleId).Count());
    });

    [Fact]
    public void a_dry_run_changes_nothing_and_says_what_the_real_one_will() => EachLead((seed, question, answer, _) =>
    {
        var before = JsonSerializer.Serialize((question.Rotations, question.Workloads), WithFields);
        var dry = Router.Decide(question);
        Assert.Equal(before, JsonSerializer.Serialize((question.Rotations, question.Workloads), WithFields));
        Assert.Equal(JsonSerializer.Serialize(answer), JsonSerializer.Serialize(dry));
    });

    [Fact]
    public void a_repeat_is_the_same_person_and_takes_nothing() => EachLead((seed, question, answer, _) =>
    {
        if (answer.Rotation is null)
        {
            return;
        }

        var again = Router.Decide(question.Then(answer, question.LeadId) with { DecisionId = question.DecisionId, Now = question.Now.AddDays(2) });
        Assert.True(again.Decision.PersonId == answer.Decision.PersonId && again.Rotation is null && again.Workload is null, $"seed {seed}");
    });

    private static readonly JsonSerializerOptions WithFields = new() { IncludeFields = true };

    private static void EachLead(Action<int, RoutingQuestion, RoutingAnswer, List<(string Person, DateTimeOffset At)>> check)
    {
        var held = 0;
        for (var seed = 0; seed < 10_000; seed++)
        {
            var random = new Random(seed);
            var question = Lead(Company(random));
            var history = new List<(string Person, DateTimeOffset At)>();
            for (var lead = 0; lead < 12; lead++)
            {
                question = Next(question, lead, random);
                var answer = Router.Decide(question);
                check(seed, question, answer, history);
                held += answer.Decision.PersonId is null ? 1 : 0;
                if (answer.Decision.PersonId is { } person)
                {
                    history.Add((person, question.Now));
                }

                question = question.Then(answer, "next");
            }
        }

        Assert.InRange(held, 1_000, 60_000);
    }

    private static RoutingQuestion Next(RoutingQuestion question, int lead, Random random) => question with
    {
        LeadId = $"lead-{lead}",
        DecisionId = $"d-{lead}",
        Now = question.Now.AddHours(random.Next(30)),
        AccountOwnerPersonId = random.Next(4) == 0 ? $"p{random.Next(8)}" : null,
        Facts = new(new Dictionary<string, string> { ["industry"] = Skills[random.Next(3)], ["score"] = $"{random.Next(101)}" }),
    };

    private static Playbook Company(Random random)
    {
        var people = Enumerable.Range(0, 1 + random.Next(8)).Select(i => Somebody($"p{i}", random)).ToList();
        return Book(
            people,
            [Bdrs([.. people.Select(person => new PoolMember(person.Id, 1 + random.Next(100)))]), new("few", "Few", [.. people.Take(3).Select(person => new PoolMember(person.Id))])],
            To("account", RoutingKind.AccountOwner, Everybody, new RouteTo.AccountOwner()),
            To("hot", RoutingKind.Score, new Condition.Between("score", 81, null), new RouteTo.ToPerson("p0")),
            To("specialty", RoutingKind.Specialty, new Condition.In("industry", ["fintech", "health"]), new RouteTo.InPool("few", "$industry", null)),
            CatchAll());
    }

    private static Person Somebody(string id, Random random) => Rep(id) with
    {
        Active = random.Next(6) > 0,
        Skills = [.. Skills.Where(_ => random.Next(2) == 0)],
        MaxOpen = random.Next(2) == 0 ? random.Next(6) : null,
        MaxPerDay = random.Next(3) == 0 ? 1 + random.Next(3) : null,
        MaxPerWeek = random.Next(3) == 0 ? 1 + random.Next(5) : null,
        Away = random.Next(3) == 0 ? [new(Monday.AddHours(random.Next(100)), Monday.AddHours(random.Next(300)), "vacation")] : [],
    };
}
