using System.Text.Json;
using LeadFunctions.Chaos.Traffic;
using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Routing;
using LeadFunctions.UseCases;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Chaos.Checking;

/// <summary>Every MQL has one owner by one decision; turns, workloads and decisions add up.</summary>
public static class RoutingChecks
{
    public static IEnumerable<Finding> Of(Evidence evidence)
    {
        var decisions = evidence.Timeline
            .Where(filed => filed.Activity is Activity.RoutingDecided { Decision.PersonId: not null })
            .ToLookup(filed => filed.LeadId, filed => ((Activity.RoutingDecided)filed.Activity).Decision);
        var byHand = evidence.Sent.Where(entry => entry is { Kind: Entry.Assign, Reply: not Reply.Refused }).ToLookup(entry => entry.Email);
        return evidence.Leads.Values.SelectMany(lead => OfLead(lead, [.. decisions[lead.Id]], [.. byHand[lead.Email]]))
            .Concat(Turns(evidence, decisions.SelectMany(each => each)))
            .Concat(Workloads(evidence));
    }

    private static IEnumerable<Finding> OfLead(Lead lead, List<RouteDecision> decisions, List<Entry> byHand)
    {
        if (lead.Owner is not { } owner)
        {
            return lead.Stage == Stage.Mql ? [new Finding(Harm.Stuck, $"lead {lead.Id} is an MQL without an owner; held: {lead.Holding?.Reason ?? "no"}")] : [];
        }

        var automatic = decisions.Count(decision => decision.RuleKind != "manual");
        var manual = decisions.Count - automatic;
        if (automatic > 1 || manual > byHand.Count)
        {
            return [new Finding(Harm.Doubled, $"lead {lead.Id} was assigned by {decisions.Count} decisions: {string.Join(", ", decisions.Select(decision => decision.Id))}")];
        }

        if (manual < byHand.Count(entry => entry.Reply == Reply.Ok))
        {
            return [new Finding(Harm.Lost, $"lead {lead.Id} was assigned by hand and the decision is not there")];
        }

        return decisions.Any(decision => decision.Id == owner.DecisionId && decision.PersonId == owner.PersonId)
            ? []
            : [new Finding(Harm.Wrong, $"lead {lead.Id} belongs to {owner.PersonId} by {owner.DecisionId}, which its timeline does not tell")];
    }

    private static IEnumerable<Finding> Turns(Evidence evidence, IEnumerable<RouteDecision> decisions)
    {
        var charged = decisions.Where(decision => decision.ChargedTurn).ToLookup(decision => (decision.PoolId!, decision.PersonId!));
        foreach (var rotation in Register(evidence, RegisterNames.Rotation).Select(json => JsonSerializer.Deserialize(json, WireJson.Default.Rotation)!))
        {
            foreach (var (person, member) in rotation.Members)
            {
                var turns = charged[(rotation.PoolId, person)].Count();
                if (turns != member.Taken)
                {
                    yield return new Finding(turns < member.Taken ? Harm.Doubled : Harm.Lost, $"pool {rotation.PoolId}: {person} took {member.Taken} turns for {turns} assignments");
                }
            }
        }
    }

    private static IEnumerable<Finding> Workloads(Evidence evidence)
    {
        var owned = evidence.Leads.Values.Where(lead => lead.Owner is not null).ToLookup(lead => lead.Owner!.PersonId);
        return Register(evidence, RegisterNames.Workload)
            .Select(json => JsonSerializer.Deserialize(json, WireJson.Default.Workload)!)
            .Where(workload => workload.Open != owned[workload.PersonId].Count())
            .Select(workload => new Finding(Harm.Wrong, $"{workload.PersonId} has {workload.Open} open leads on the desk and owns {owned[workload.PersonId].Count()}"));
    }

    private static IEnumerable<string> Register(Evidence evidence, string name) =>
        evidence.Registers.Where(entry => entry.Key.Register == name).Select(entry => entry.Value);
}
