using LeadFunctions.Domain.Clocks;
using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Lifecycle;
using LeadFunctions.Domain.Merging;
using LeadFunctions.Domain.Metrics;
using LeadFunctions.Domain.Playbooks;
using LeadFunctions.UseCases.Nurture;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.UseCases;

/// <summary>
/// What follows from any change of a lead, whoever made it: every use case that commits a lead puts its commit through here, so that clocks,
/// outside systems, timers and figures see all changes and each of them once. Wakes <see cref="WatchSla"/> at the lead's next mark, <see cref="SyncCrm"/>, and
/// <see cref="CountLead"/>.
/// </summary>
public static class Consequences
{
    /// <param name="before">The lead as it was read; a new one as it was captured.</param>
    /// <param name="commit">What the use case decided: the lead after it, its new activities, its messages.</param>
    /// <returns>The commit with what follows added to it; the same when it changes no lead, or one that is merged into another.</returns>
    public static Commit Of(Lead before, Commit commit, Rulebook rules, DateTimeOffset now)
    {
        if (commit.Lead is not { MergedInto: null } changed)
        {
            // What one lead adds to the figures while it is part of another, the other does.
            return Announced(before, commit.Lead is { } merged && before.MergedInto is null ? commit with { Messages = [.. commit.Messages, new Outgoing(new Message.FiguresChanged(merged.Id))] } : Citations.With(commit, rules), rules.Playbook);
        }

        var after = Arrival.Noting(before, Union.Owning(before, changed, commit.Activities, rules, now), now);
        var followed = FollowClocks.Follow(before, after, commit.Activities, rules, now);
        var mark = RunningClocks.NextMark(followed.Lead, rules.Playbook);
        var nurtured = FollowNurture.Of(before, FirstContact.Measured(followed.Lead), commit.Activities, rules, now);
        var score = after.ScoreDueAt ?? (after.Clocks.Count == 0 ? after.DueAt : null);
        return Announced(before, Citations.With(commit with
        {
            Lead = nurtured.Lead with
            {
                ScoreDueAt = score,
                DueAt = Earliest(Earliest(score, mark), FollowNurture.NextAt(nurtured.Lead, rules, now)),
                Urgency = Urgency.Of(nurtured.Lead, rules.Playbook),
            },
            Activities = [.. commit.Activities, .. followed.Activities, .. nurtured.Activities],
            Messages =
            [
                .. InTime(commit.Messages.Concat(SlaNotices.Of(followed, before, rules.Playbook)), followed.Lead, rules.Playbook),
                .. Wake(before, followed.Lead, mark, rules.Playbook, now),
                .. nurtured.Messages,
                .. Counted(before, nurtured.Lead),
            ],
        }, rules), rules.Playbook);
    }

    /// <summary>Whoever is told of the lead hears until when it has to be answered.</summary>
    private static IEnumerable<Outgoing> InTime(IEnumerable<Outgoing> messages, Lead lead, Playbook playbook)
    {
        foreach (var outgoing in messages)
        {
            yield return outgoing.Message is Message.NotificationDue { DueBy: null } due && due.LeadId == lead.Id && RunningClocks.DueBy(lead, playbook) is { } by
                ? outgoing with { Message = due with { DueBy = by } }
                : outgoing;
        }
    }

    /// <summary>Last, so that outside systems hear of what the clocks did too.</summary>
    private static Commit Announced(Lead before, Commit commit, Playbook playbook) => commit with { Messages = [.. commit.Messages, .. CrmEvents.Of(before, commit, playbook)] };

    /// <summary>One message per mark, by its id. What is due already gets none: an id may be known from a clock that was set back, and would be dropped.</summary>
    private static IEnumerable<Outgoing> Wake(Lead before, Lead after, DateTimeOffset? mark, Playbook playbook, DateTimeOffset now) =>
        mark is not { } next ? []
        : next <= now ? [new Outgoing(new Message.ClockDue(after.Id))]
        : next == RunningClocks.NextMark(before, playbook) ? []
        : [new Outgoing(new Message.ClockDue(after.Id), next, $"clock:{after.Id}:{next.ToUnixTimeMilliseconds()}")];

    private static IEnumerable<Outgoing> Counted(Lead before, Lead after) => before.MergedInto is not null || Contribution.Changed(before, after) ? [new Outgoing(new Message.FiguresChanged(after.Id))] : [];

    private static DateTimeOffset? Earliest(DateTimeOffset? one, DateTimeOffset? other) => one is null || other < one ? other ?? one : one;
}
