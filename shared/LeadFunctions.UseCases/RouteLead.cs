using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Routing;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.UseCases;

/// <summary>
/// A lead needs an owner -> the person the routing rules choose, or a place in the holding queue with the reason. Wakes <see cref="Notify"/>,
/// and itself for the next lead in the queue. The rotation, the lead and the decision record change in one commit.
/// </summary>
public sealed class RouteLead(ILeadStore leads, PlaybookShelf playbooks, TimeProvider clock) : IHandle<Message.LeadNeedsOwner>
{
    public async Task<Outcome> HandleAsync(IReadOnlyList<Message.LeadNeedsOwner> messages, CancellationToken ct)
    {
        if (await leads.FindLeadAsync(messages[0].LeadId, ct) is not { } lead)
        {
            return new Outcome.Skipped("the lead is gone");
        }

        if (lead.Owner is not null)
        {
            return new Outcome.Skipped("already owned");
        }

        var desk = await RoutingDesk.ReadAsync(leads, lead, playbooks.Current, clock.GetUtcNow(), ct);
        var answer = Router.Decide(desk.Question);
        if (answer.Decision.PersonId is null)
        {
            return new Outcome.Done(Hold(lead, answer.Decision));
        }

        var ahead = await HoldingQueue.AheadOfAsync(leads, lead, answer.Decision.PoolId, ct);
        return new Outcome.Done(ahead is null ? await AssignAsync(lead, answer, desk, messages[0].Cause, ct) : QueueBehind(lead, answer.Decision, ahead));
    }

    private async Task<Commit> AssignAsync(Lead lead, RoutingAnswer answer, RoutingDesk desk, string cause, CancellationToken ct)
    {
        var decision = answer.Decision;
        var next = lead.Holding is null ? null : await HoldingQueue.NextAfterAsync(leads, lead, ct);
        return new Commit
        {
            Lead = lead with { Owner = new Assignment(decision.PersonId!, decision.At, decision.RuleId, decision.Id), Holding = null, UpdatedAt = decision.At },
            Activities = [new Activity.RoutingDecided(decision.Id, decision.At, decision)],
            Registers = [.. desk.Writes(answer), .. await HoldingQueue.LeaveAsync(leads, lead, ct)],
            Messages =
            [
                .. cause == Reactions.Import ? [] : Reactions.ToldTo(decision.PersonId!, lead.Id, decision.Id, "assigned", playbooks.Current.Playbook),
                .. next is null ? [] : (IEnumerable<Outgoing>)[new Outgoing(new Message.LeadNeedsOwner(next, "held"))],
            ],
        };
    }

    /// <summary>Nobody can take it: wait in the queue, and let the managers know once.</summary>
    private Commit Hold(Lead lead, RouteDecision decision)
    {
        if (lead.Holding is { } waiting && waiting.Reason == decision.HeldBecause)
        {
            return Commit.Nothing;
        }

        var (since, at) = (lead.Holding?.Since ?? decision.At, decision.At);
        return new Commit
        {
            Lead = lead with { Holding = new Holding(decision.HeldBecause!, decision.PoolId, since), UpdatedAt = at },
            Activities = [new Activity.RoutingDecided($"{decision.Id}:held:{at.ToUnixTimeMilliseconds()}", at, decision)],
            Registers = lead.Holding is null ? [HoldingQueue.Enter(lead.Id, decision.PoolId, since)] : [],
            Messages = [.. lead.Holding is null ? TellManagers(lead, since) : []],
        };
    }

    /// <summary>Somebody is free, and an older lead waits for the same pool: it goes first.</summary>
    private static Commit QueueBehind(Lead lead, RouteDecision decision, string ahead) => new()
    {
        Lead = lead.Holding is not null ? null : lead with { Holding = new Holding("behind leads that wait longer", decision.PoolId, decision.At), UpdatedAt = decision.At },
        Registers = lead.Holding is not null ? [] : [HoldingQueue.Enter(lead.Id, decision.PoolId, decision.At)],
        Messages = [new Outgoing(new Message.LeadNeedsOwner(ahead, "held"))],
    };

    private IEnumerable<Outgoing> TellManagers(Lead lead, DateTimeOffset since) =>
        playbooks.Current.Playbook.People
            .Where(person => person.Role == "manager" && person.Active)
            .SelectMany(manager => Reactions.ToldTo(manager.Id, lead.Id, $"held:{since.ToUnixTimeMilliseconds()}", "held", playbooks.Current.Playbook));
}
