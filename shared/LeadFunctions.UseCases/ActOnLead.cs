using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Lifecycle;
using LeadFunctions.Domain.Playbooks;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.UseCases;

/// <summary>
/// A person's decision about a lead, by the <see cref="LifecycleTable"/>: accepted, contacted, qualified, won ... Lead, timeline, workloads, turns and
/// handoff change in one commit. Wakes <see cref="RouteLead"/> when somebody new has to be found.
/// </summary>
public sealed class ActOnLead(ILeadStore leads, PlaybookShelf playbooks, TimeProvider clock, NewId newId)
{
    /// <param name="request">Its <c>By</c> is the actor's name.</param>
    public Task<ActionResult> RunAsync(ActionRequest request, LifecycleAction action, Actor actor, CancellationToken ct)
    {
        var id = newId.Next("act");
        return LeadAction.AnswerAsync(leads, request, lead => DecideAsync(lead, action, actor, id, ct), ct);
    }

    private async Task<ActionAnswer> DecideAsync(Lead lead, LifecycleAction action, Actor actor, string id, CancellationToken ct)
    {
        var (rules, now) = (playbooks.Current, clock.GetUtcNow());
        if (!Sight.Sees(actor, lead, rules.Playbook))
        {
            return new(null, new ActionResult.NotFound());
        }

        return Transitions.Decide(lead, action, actor, rules, id, now) switch
        {
            LifecycleDecision.Moved moved => new(await CommitAsync(lead, moved, rules, now, ct), null),
            LifecycleDecision.Refused refused => new(null, new ActionResult.Refused(refused.Reason) { Allowed = refused.Allowed }),
            LifecycleDecision.Incomplete incomplete => new(
                incomplete.Kept is { } kept ? await CommitAsync(lead, kept, rules, now, ct) : null,
                new ActionResult.Incomplete(lead, incomplete.Missing, incomplete.Kept is not null)),
            _ => throw new InvalidOperationException("a decision nobody knows"),
        };
    }

    private async Task<Commit> CommitAsync(Lead before, LifecycleDecision.Moved moved, Rulebook rules, DateTimeOffset now, CancellationToken ct)
    {
        var (after, standing) = (moved.Lead, (Standing?)null);
        if (after.Stage == Stage.Raw)
        {
            // Back among the raw: what time will change is another instant now, and a reactivated lead may pass a threshold at once.
            var (lead, ledger) = await leads.LedgerOfAsync(after, [], rules, ct);
            standing = Progress.At(lead, ledger, rules, now, former: playbooks.FormerOf(lead));
            after = standing.Lead;
        }

        var commit = new Commit
        {
            Lead = after,
            Activities = [.. moved.Activities, .. standing?.Activities ?? []],
            Registers =
            [
                .. await DeskMoves.OfAsync(leads, before, after, rules.Playbook, now, ct),
                .. moved.CreditBack ? await DeskMoves.CreditBackAsync(leads, before, rules.Playbook, ct) : [],
                .. after.Deal != before.Deal ? await DeskMoves.AccountAsync(leads, after, rules, ct) : [],
            ],
            Messages = [.. Searches(before, after), .. TellNextOwner(before, after, rules.Playbook)],
        };
        return Consequences.Of(before, commit, rules, now);
    }

    private static IEnumerable<Outgoing> Searches(Lead before, Lead after)
    {
        if (Desk.HandoffToRoute(after) is { } open && Desk.HandoffToRoute(before)?.Id != open.Id)
        {
            yield return new Outgoing(new Message.LeadNeedsOwner(after.Id, "handoff:" + Handoffs.NameOf(open.Kind)));
        }
        else if (Desk.IsSearched(after) && !Desk.IsSearched(before))
        {
            yield return new Outgoing(new Message.LeadNeedsOwner(after.Id, after.Stage == Stage.Mql ? "mql" : "returned"));
        }
    }

    /// <summary>A handoff came back: who gave it has it again and hears so.</summary>
    private static IEnumerable<Outgoing> TellNextOwner(Lead before, Lead after, Playbook playbook) =>
        after.Owner is { RuleId: "returned" } owner && owner != before.Owner
            ? Reactions.ToldTo(owner.PersonId, after.Id, owner.DecisionId, "returned", playbook)
            : [];
}
