using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Lifecycle;
using LeadFunctions.Domain.Routing;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.UseCases;

/// <summary>
/// A lead needs an owner, or a handoff its receiver -> the person the routing rules choose, or a place in the holding queue with the reason. Wakes
/// <see cref="Notify"/>, and itself for the next lead in the queue. Rotation, workloads, lead, handoff and the decision record change in one commit.
/// </summary>
public sealed class RouteLead(ILeadStore leads, PlaybookShelf playbooks, TimeProvider clock) : IHandle<Message.LeadNeedsOwner>
{
    public async Task<Outcome> HandleAsync(IReadOnlyList<Message.LeadNeedsOwner> messages, CancellationToken ct)
    {
        if (await leads.FindLeadAsync(messages[0].LeadId, ct) is not { } lead)
        {
            return new Outcome.Skipped("the lead is gone");
        }

        if (!Desk.IsSearched(lead))
        {
            return new Outcome.Skipped("already owned, or no longer sales' business");
        }

        var cause = messages[0].Cause;
        var desk = await RoutingDesk.ReadAsync(leads, lead, playbooks.Current, clock.GetUtcNow(), ct);
        var answer = Router.Decide(desk.Question);
        var place = await HoldingQueue.PlaceOfAsync(leads, lead, ct);
        if (answer.Decision.PersonId is null)
        {
            return Done(lead, Hold(lead, place, answer.Decision, cause), answer.Decision.At);
        }

        var ahead = await AheadAsync(lead, answer.Decision.PoolId, desk, ct);
        var commit = ahead is null ? await AssignAsync(lead, place, answer, desk, cause, ct) : QueueBehind(lead, answer.Decision, ahead, cause);
        return Done(lead, commit, answer.Decision.At);
    }

    private Outcome.Done Done(Lead lead, Commit commit, DateTimeOffset now) => new(Consequences.Of(lead, commit, playbooks.Current, now));

    private async Task<Commit> AssignAsync(Lead lead, HeldPlace? place, RoutingAnswer answer, RoutingDesk desk, string cause, CancellationToken ct)
    {
        var (decision, rules) = (answer.Decision, playbooks.Current);
        var next = place is null ? null : await HoldingQueue.NextForAsync(leads, decision.PoolId, lead, ct);
        var owned = lead with { Owner = new Assignment(decision.PersonId!, decision.At, decision.RuleId, decision.Id) { PoolId = decision.PoolId }, Holding = null, UpdatedAt = decision.At };
        var (known, ledger) = await leads.LedgerOfAsync(owned, [], rules, ct);
        var (handed, offered) = Handoffs.To(decision.PersonId!, known, ledger, rules, decision.At);
        var reason = Desk.HandoffToRoute(lead) is null ? "assigned" : "handoff";
        return new Commit
        {
            Lead = handed,
            Activities = [new Activity.RoutingDecided(decision.Id, decision.At, decision), .. offered],
            Registers = [.. desk.Writes(answer, Desk.Of(lead)), .. HoldingQueue.Leave(place)],
            Messages =
            [
                .. IsOldNews(lead, place, cause) ? [] : Reactions.ToldTo(decision.PersonId!, lead.Id, decision.Id, reason, rules.Playbook),
                .. next is null ? [] : (IEnumerable<Outgoing>)[new Outgoing(new Message.LeadNeedsOwner(next, "held"))],
            ],
        };
    }

    /// <summary>Nobody can take it: wait in the queue, and let the managers know once.</summary>
    private Commit Hold(Lead lead, HeldPlace? place, RouteDecision decision, string cause)
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
            Registers = lead.Holding is null ? [HoldingQueue.Enter(lead.Id, decision.PoolId, since, cause)] : HoldingQueue.WaitFor(place, decision.PoolId),
            Messages = [.. lead.Holding is null && cause != Reactions.Import ? TellManagers(lead, since) : []],
        };
    }

    /// <summary>Somebody is free, and an older lead waits for the same pool: it goes first.</summary>
    private static Commit QueueBehind(Lead lead, RouteDecision decision, string ahead, string cause) => new()
    {
        Lead = lead.Holding is not null ? null : lead with { Holding = new Holding("behind leads that wait longer", decision.PoolId, decision.At), UpdatedAt = decision.At },
        Registers = lead.Holding is not null ? [] : [HoldingQueue.Enter(lead.Id, decision.PoolId, decision.At, cause)],
        Messages = [new Outgoing(new Message.LeadNeedsOwner(ahead, "held"))],
    };

    /// <summary>An older lead that this pool could serve now. One that it cannot (a skill nobody there has) holds up nobody.</summary>
    private Task<string?> AheadAsync(Lead lead, string? poolId, RoutingDesk desk, CancellationToken ct) =>
        HoldingQueue.AheadOfAsync(
            leads,
            lead,
            poolId,
            async older => await leads.FindLeadAsync(older, ct) is { } waiting && Desk.IsSearched(waiting)
                && Router.Decide(await desk.AlsoForAsync(leads, waiting, playbooks.Current, ct)).Decision is { PersonId: not null } decision
                && decision.PoolId == poolId,
            ct);

    /// <summary>From a file, and nothing has happened since: its owner finds it in the list and is not paged.</summary>
    private static bool IsOldNews(Lead lead, HeldPlace? place, string cause) =>
        cause == Reactions.Import || (place?.Held.Cause == Reactions.Import && lead.LastActivityAt <= place.Since);

    private IEnumerable<Outgoing> TellManagers(Lead lead, DateTimeOffset since) =>
        playbooks.Current.Playbook.People
            .Where(person => person.Role == "manager" && person.Active)
            .SelectMany(manager => Reactions.ToldTo(manager.Id, lead.Id, $"held:{since.ToUnixTimeMilliseconds()}", "held", playbooks.Current.Playbook));
}
