using LeadFunctions.Domain.Identity;
using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Lifecycle;
using LeadFunctions.Domain.Playbooks;
using LeadFunctions.Domain.Routing;
using LeadFunctions.Domain.Scoring;
using LeadFunctions.UseCases.Lists;

namespace LeadFunctions.Domain.Tests.Lifecycle;

/// <summary>8,800 opportunities of a CRM, brought in as leads: routed to whom the data says, and worked to the end that the data says.</summary>
public class real_opportunities
{
    private static readonly DateTimeOffset Start = new(2016, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [FactOnPublicData(MavenSales.File)]
    public void of_a_known_account_go_to_its_agent_and_the_others_to_an_agent_of_their_region()
    {
        var sales = MavenSales.Load();
        var (rules, regions) = (Book(sales.Playbook), sales.Agents.ToDictionary(agent => agent.Person.Id, agent => agent.Region));
        var rotations = new Dictionary<string, Rotation>();
        foreach (var opportunity in sales.Opportunities)
        {
            var region = regions[opportunity.Agent];
            var lead = MavenSales.LeadOf(opportunity, region, Start);
            var answer = Router.Decide(new RoutingQuestion
            {
                Playbook = sales.Playbook,
                Facts = LeadFacts.Of(lead, rules.Domains, Start),
                LeadId = lead.Id,
                DecisionId = "route",
                Now = Start,
                AccountOwnerPersonId = sales.Playbook.Accounts.GetValueOrDefault(EmailDomain.Of(lead.Email)),
                Rotations = rotations,
            });
            if (answer.Rotation is { } rotation)
            {
                rotations[rotation.PoolId] = rotation;
            }

            var expected = opportunity.Account.Length > 0 ? ("account-owner", sales.Accounts[MavenSales.DomainOf(opportunity.Account)]) : ("territory", answer.Decision.PersonId!);
            Assert.Equal(expected, (answer.Decision.RuleKind, answer.Decision.PersonId!));
            Assert.True(opportunity.Account.Length > 0 || regions[answer.Decision.PersonId!] == region, $"{opportunity.Id} of {region} went to {answer.Decision.PersonId}");
        }

        // 1,425 without an account: each region's share is dealt evenly among its agents.
        Assert.Equal(sales.Opportunities.Count(opportunity => opportunity.Account.Length == 0), rotations.Values.Sum(rotation => rotation.AllTaken()));
        Assert.All(rotations.Values, rotation => Assert.InRange(rotation.Members.Values.Max(member => member.Taken) - rotation.Members.Values.Min(member => member.Taken), 0, 1));
    }

    [FactOnPublicData(MavenSales.File)]
    public void worked_through_the_lifecycle_have_the_win_rate_cycle_and_value_of_the_data()
    {
        var sales = MavenSales.Load();
        var rules = Book(sales.Playbook);
        var leads = sales.Opportunities.ToDictionary(opportunity => opportunity, opportunity => Worked(opportunity, rules));

        var deals = leads.Values.Select(lead => lead.Deal).OfType<Deal>().ToList();
        var (won, lost) = (deals.Count(deal => deal.Won == true), deals.Count(deal => deal.Won == false));
        Assert.Equal((4238, 2473, 1589), (won, lost, deals.Count(deal => deal.Won is null)));
        Assert.Equal(63.15, 100.0 * won / (won + lost), 2);

        var closed = sales.Opportunities.Where(opportunity => opportunity.Closed is not null).ToList();
        var cycle = leads.Values.Where(lead => lead.Deal?.Won is not null).Average(lead => (lead.Deal!.ClosedAt!.Value - Stays.Last(lead, Stage.Sql)!.Value).TotalDays);
        Assert.Equal(closed.Average(opportunity => (opportunity.Closed!.Value - opportunity.Engaged!.Value).TotalDays), cycle, 6);
        Assert.Equal(closed.Sum(opportunity => opportunity.Value), deals.Where(deal => deal.Won == true).Sum(deal => deal.Amount));
        Assert.Equal(500, leads.Values.Count(lead => lead.Stage == Stage.Sal));
        Assert.All(leads, pair => Assert.True(pair.Key.Stage != "Won" || (pair.Value.Stage == Stage.Customer && pair.Value.Deal!.PersonId == pair.Key.Agent)));
    }

    [FactOnPublicData(MavenSales.File)]
    public void are_seen_by_their_agents_managers_and_by_no_other_manager()
    {
        var sales = MavenSales.Load();
        foreach (var agent in sales.Agents)
        {
            var lead = Capture.New("ld_1", "jane@globex.example", Start) with { Stage = Stage.Mql, Owner = new Assignment(agent.Person.Id, Start, "r", "d") };
            var seeing = sales.Playbook.People.Where(person => person.Role == "manager" && Sight.Sees(new Actor(ActorKind.Manager, person.Id), lead, sales.Playbook)).Select(person => person.Name);
            Assert.Equal([agent.Manager], seeing);
        }
    }

    /// <summary>Prospecting is accepted, engaging is a deal, won and lost are what they say; each at its day.</summary>
    private static Lead Worked(Opportunity opportunity, Rulebook rules)
    {
        var at = opportunity.Engaged ?? Start;
        var lead = MavenSales.LeadOf(opportunity, "", at) with { Stage = Stage.Mql, Owner = new Assignment(opportunity.Agent, at, "import", "import") };
        var actions = new List<(LifecycleAction Action, DateTimeOffset At)> { (new LifecycleAction.Accept(), at) };
        if (opportunity.Stage != "Prospecting")
        {
            actions.Add((new LifecycleAction.Qualify("bant", new Dictionary<string, string> { ["budget"] = "yes", ["authority"] = "yes", ["need"] = "yes", ["timeline"] = "yes" }, null, []), at));
            actions.Add((new LifecycleAction.Convert(opportunity.Id, opportunity.Value ?? 0, new DateOnly(2018, 1, 1)), at));
        }

        if (opportunity.Closed is { } closed)
        {
            actions.Add((opportunity.Stage == "Won" ? new LifecycleAction.Win(opportunity.Value, null, null, [], null) : new LifecycleAction.Lose("other", null), closed));
        }

        return actions.Select((deed, i) => (deed, i)).Aggregate(lead, (known, step) =>
            Assert.IsType<LifecycleDecision.Moved>(Transitions.Decide(known, step.deed.Action, new Actor(ActorKind.Person, opportunity.Agent), rules, "act" + step.i, step.deed.At)).Lead);
    }

    private static Rulebook Book(Playbook playbook) => new(playbook, ScoringModel.Compile(playbook), new DomainKnowledge(KnownLists.Domains, playbook.Domains));
}
