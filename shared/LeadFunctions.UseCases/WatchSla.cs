using LeadFunctions.Domain.Clocks;
using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Lifecycle;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.UseCases;

/// <summary>
/// A clock's mark came -> warned, breached, escalated, re-routed or recycled, each once: state decides, whether the message is early, late or doubled.
/// Wakes <see cref="Notify"/>, <see cref="RouteLead"/> when the lead was taken from its owner, and itself at the next mark.
/// </summary>
public sealed class WatchSla(ILeadStore leads, PlaybookShelf playbooks, TimeProvider clock) : IHandle<Message.ClockDue>
{
    /// <summary>Cause of a routing after nobody reacted.</summary>
    public const string Cause = "sla";

    public async Task<Outcome> HandleAsync(IReadOnlyList<Message.ClockDue> messages, CancellationToken ct)
    {
        var (rules, now) = (playbooks.Current, clock.GetUtcNow());
        if (await leads.FindLeadAsync(messages[0].LeadId, ct) is not { } found)
        {
            return new Outcome.Skipped("the lead is gone");
        }

        if (found.MergedInto is not null || RunningClocks.NextMark(found, rules.Playbook) is not { } mark || mark > now)
        {
            return new Outcome.Skipped("not due");
        }

        var commit = RunningClocks.DueStep(found, rules.Playbook, now) is var (running, step)
            ? await StepAsync(found, running, step, now, ct)
            : new Commit { Lead = found with { UpdatedAt = now } };
        return new Outcome.Done(Consequences.Of(found, commit, rules, now));
    }

    private async Task<Commit> StepAsync(Lead found, Clock running, EscalationStep step, DateTimeOffset now, CancellationToken ct)
    {
        var taken = RunningClocks.Take(found, running, step, now);
        var key = $"clock:{running.Id}:step:{running.Steps}";
        var moved = step.Do == EscalationKind.Recycle ? await RecycledAsync(taken.Lead, step.Reason ?? "nobody reacted", key, now, ct) : await ReroutedAsync(taken.Lead, key, now, ct);
        return moved with
        {
            Activities = [.. taken.Activities, .. moved.Activities],
            Messages = [.. moved.Messages, .. SlaNotices.Of(taken, found, playbooks.Current.Playbook)],
        };
    }

    /// <summary>Off the desk of whoever has it; the routing excludes them. A lead whose owner or receiver is being searched waits for one already.</summary>
    private async Task<Commit> ReroutedAsync(Lead lead, string key, DateTimeOffset now, CancellationToken ct)
    {
        if (Desk.IsSearched(lead))
        {
            return new Commit { Lead = lead with { UpdatedAt = now } };
        }

        var left = Leaving.Desk(new Change(lead, []), "re-routed: nobody reacted", key, "system", now);
        return new Commit
        {
            Lead = left.Lead,
            Activities = left.Activities,
            Registers = await DeskMoves.OfAsync(leads, lead, left.Lead, playbooks.Current.Playbook, now, ct),
            Messages = [new Outgoing(new Message.LeadNeedsOwner(lead.Id, Cause))],
        };
    }

    private async Task<Commit> RecycledAsync(Lead lead, string reason, string key, DateTimeOffset now, CancellationToken ct)
    {
        var rules = playbooks.Current;
        var left = Leaving.ToNurture(lead, Cause, reason, key, (rules.Playbook, now));

        // Back among the raw: what time will change is another instant now.
        var (raw, ledger) = await leads.LedgerOfAsync(left.Lead, [], rules, ct);
        var standing = Progress.At(raw, ledger, rules, now, former: playbooks.FormerOf(raw));
        return new Commit
        {
            Lead = standing.Lead,
            Activities = [.. left.Activities, .. standing.Activities],
            Registers = await DeskMoves.OfAsync(leads, lead, standing.Lead, rules.Playbook, now, ct),
        };
    }
}
