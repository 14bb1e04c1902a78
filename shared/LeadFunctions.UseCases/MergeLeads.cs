using LeadFunctions.Domain.Clocks;
using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Lifecycle;
using LeadFunctions.Domain.Merging;
using LeadFunctions.UseCases.Merging;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.UseCases;

/// <summary>
/// Two leads are one person, or are two after all. What is decided is written on the absorbed lead and on both links, in one commit; the survivor follows by
/// a message, so that at no instant two leads have to change together. Wakes <see cref="JoinLeads"/>.
/// </summary>
public sealed class MergeLeads(ILeadStore leads, PlaybookShelf playbooks, TimeProvider clock)
{
    private const int Tries = 8;

    /// <param name="request">Its lead is the one that stays.</param>
    /// <param name="otherId">The one that is absorbed.</param>
    public Task<ActionResult> MergeAsync(ActionRequest request, string otherId, string? reason, CancellationToken ct) =>
        RunAsync(request, otherId, (pair, now) => Merge(pair, new MergeNote(now, request.By, reason)), ct);

    public Task<ActionResult> UnmergeAsync(ActionRequest request, string otherId, CancellationToken ct) =>
        RunAsync(request, otherId, async (pair, now) => await UnmergeAsync(pair, request.By, now, ct), ct);

    private Task<(Commit?, string?)> Merge(Pair pair, MergeNote note)
    {
        if (Mergeable.WhyNot(pair.Survivor, pair.Mine.Link, pair.Other, pair.Its.Link) is { } why)
        {
            return Task.FromResult<(Commit?, string?)>((null, why));
        }

        var closed = pair.Other with { MergedInto = pair.Survivor.Id, Merged = note, Holding = null, DueAt = null, UpdatedAt = note.At };
        return CommittedAsync(pair, closed, pair.Mine.Link.With(pair.Other.Id), pair.Its.Link with { Into = pair.Survivor.Id }, ("merged-into", note.By, note.At, note.Reason));
    }

    private async Task<(Commit?, string?)> UnmergeAsync(Pair pair, string by, DateTimeOffset now, CancellationToken ct)
    {
        if (pair.Its.Link.Into != pair.Survivor.Id)
        {
            return (null, "they are not merged");
        }

        var rules = playbooks.Current;
        var waited = Waited(TimeAlone.Until(now, pair.Other, rules), by, now);
        var (lead, ledger) = await leads.LedgerOfAsync(waited.Lead with { MergedInto = null, Merged = null }, [], rules, ct);
        var standing = Progress.At(lead, ledger, rules, now);
        var (commit, _) = await CommittedAsync(pair, standing.Lead, pair.Mine.Link.Without(pair.Other.Id), pair.Its.Link with { Into = null }, ("unmerged", by, now, null));
        return (commit! with
        {
            Activities = [.. commit.Activities, .. waited.Activities, .. standing.Activities],
            Messages = [.. commit.Messages, .. Desk.IsSearched(standing.Lead) ? [new Outgoing(new Message.LeadNeedsOwner(pair.Other.Id, "unmerged"))] : Array.Empty<Outgoing>()],
        }, null);
    }

    /// <summary>Nobody could answer a lead while it was another: that time is a pause.</summary>
    private ClockChange Waited(Lead other, string by, DateTimeOffset now)
    {
        var playbook = playbooks.Current.Playbook;
        return PausedClocks.Pause(other, null, by, Union.RuleId, playbook, other.Merged!.At).Change is not { } paused
            ? new ClockChange(other)
            : PausedClocks.Resume(paused.Lead, null, by, "unmerged", playbook, now).Change ?? paused;
    }

    private async Task<(Commit?, string?)> CommittedAsync(Pair pair, Lead other, Link mine, Link its, (string What, string By, DateTimeOffset At, string? Reason) deed)
    {
        var commit = new Commit
        {
            Lead = other,
            Activities = [new Activity.Merged($"{deed.What}:{pair.Survivor.Id}:{pair.Other.Version}", deed.At, deed.What, pair.Survivor.Id, deed.Reason) { By = deed.By }],
            Registers = [pair.Mine.Becomes(mine), pair.Its.Becomes(its), .. await DeskMoves.OfAsync(leads, pair.Other, other, playbooks.Current.Playbook, deed.At, CancellationToken.None)],
            Messages = [new Outgoing(new Message.ShareChanged(pair.Survivor.Id, pair.Other.Id, []))],
        };
        return (commit, null);
    }

    private async Task<ActionResult> RunAsync(ActionRequest request, string otherId, Func<Pair, DateTimeOffset, Task<(Commit?, string?)>> decide, CancellationToken ct)
    {
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            // The links first: what is read after them is at least as new as they are.
            var (mine, its) = (await Links.FindAsync(leads, request.LeadId, ct), await Links.FindAsync(leads, otherId, ct));
            if (await leads.FindLeadAsync(request.LeadId, ct) is not { } survivor || await leads.FindLeadAsync(otherId, ct) is not { } other)
            {
                return new ActionResult.NotFound();
            }

            if (request.IfVersion is { } version && version != survivor.Version)
            {
                return new ActionResult.Stale();
            }

            var now = clock.GetUtcNow();
            var (commit, refusal) = await decide(new Pair(survivor, mine, other, its), now);
            if (commit is null)
            {
                return new ActionResult.Refused(refusal!);
            }

            if (await leads.CommitAsync(AuditTrail.With(Consequences.Of(other, commit, playbooks.Current, now)), ct) == CommitResult.Committed)
            {
                return new ActionResult.Applied(survivor);
            }
        }

        return new ActionResult.Refused("others are merging the same leads right now");
    }

    private sealed record Pair(Lead Survivor, FoundLink Mine, Lead Other, FoundLink Its);
}
