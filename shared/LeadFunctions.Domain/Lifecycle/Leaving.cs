using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Playbooks;

namespace LeadFunctions.Domain.Lifecycle;

/// <summary>A lead leaves its owner, by a person's decision or because nobody reacted.</summary>
public static class Leaving
{
    /// <summary>Off the desk of whoever has it. An offer that was theirs to accept waits for another receiver.</summary>
    /// <param name="id">Of what made it leave: makes the activities' ids.</param>
    public static Change Desk(Change change, string why, string id, string by, DateTimeOffset now)
    {
        var lead = change.Lead;
        if (lead.Owner is not { } owner)
        {
            return change with { Lead = lead with { Holding = null } };
        }

        var left = change with { Lead = lead with { Owner = null, Holding = null, Reroutings = lead.Reroutings + 1, UpdatedAt = now } };
        var open = Lifecycle.Desk.OpenHandoff(lead);
        left = open is { Kind: not HandoffKind.MarketingToSales, ToPersonId: not null } ? left.Keeping(open with { ToPersonId = null }) : left;
        return left.Saying(new Activity.Unassigned("unassigned:" + id, now, owner.PersonId, why) { By = by });
    }

    /// <summary>Back to nurture, by rule: nobody reacted. A person's recycle is a line of the <see cref="LifecycleTable"/>.</summary>
    public static Change ToNurture(Lead lead, string cause, string reason, string id, (Playbook Playbook, DateTimeOffset Now) at)
    {
        var moved = new Change(Stays.Move(lead, Stage.Raw, at.Now, cause, reason), [new Activity.StageChanged("stage:" + id, at.Now, lead.Stage, Stage.Raw, cause, reason)]);
        var lapsed = Lifecycle.Desk.OpenHandoff(lead) is { } open ? Handoffs.Answer(moved, open, HandoffState.Lapsed, null, id, "system", at.Now) : moved;
        return CoolDown(Desk(lapsed, "recycled", id, "system", at.Now), reason, at.Playbook, at.Now);
    }

    internal static Change CoolDown(Change change, string reason, Playbook playbook, DateTimeOffset now) =>
        change with { Lead = change.Lead with { Recycled = new Recycling(now, now + playbook.RecycleCooldown, reason), UpdatedAt = now } };
}
