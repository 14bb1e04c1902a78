using LeadFunctions.Domain.Leads;

namespace LeadFunctions.Domain.Lifecycle;

/// <summary>What the lines of the table do, each one thing.</summary>
internal static class Effects
{
    /// <summary>It is theirs from now on; an open handoff is accepted. A manager who accepts for an owner leaves it with the owner.</summary>
    public static Change Take(Change change, Situation situation)
    {
        var waits = change.Lead.Owner is null || Desk.HandoffToRoute(change.Lead) is not null;
        var taken = change with
        {
            Lead = waits ? change.Lead with { Owner = new Assignment(situation.Actor.Name, situation.Now, "taken", situation.Id), Holding = null } : change.Lead,
        };
        return Answer(taken, situation, HandoffState.Accepted, null);
    }

    public static Change Return(Change change, Situation situation) => Answer(change, situation, HandoffState.Returned, ((LifecycleAction.Reject)situation.Action).Reason);

    /// <summary>The stage it was offered for is over.</summary>
    public static Change Lapse(Change change, Situation situation) => Answer(change, situation, HandoffState.Lapsed, null);

    /// <summary>A contact with a person; the first since it became an MQL is kept on the lead.</summary>
    public static Change Contact(Change change, Situation situation)
    {
        var contact = (LifecycleAction.Contact)situation.Action;
        return contact.Outcome == ContactWords.AutoReply || change.Lead.FirstContact is not null ? change : change with
        {
            Lead = change.Lead with { FirstContact = new FirstContact(situation.Now, situation.Actor.Name, contact.Channel, contact.Outcome) { WallTime = situation.Now - Stays.Last(change.Lead, Leads.Stage.Mql) } },
        };
    }

    public static Change LeaveDesk(Change change, Situation situation) =>
        Leaving.Desk(change, situation.Action.Name switch { "reject" => "rejected", "recycle" => "recycled", "lose" => "lost", _ => "disqualified" }, situation.Id, situation.Actor.Name, situation.Now) with
        {
            CreditBack = situation.Action is LifecycleAction.Reject reject && situation.Playbook.Reasons.Reject.Any(reason => reason.Id == reject.Reason && reason.CreditBack),
        };

    public static Change CoolDown(Change change, Situation situation)
    {
        var reason = situation.Action is LifecycleAction.Reject reject ? reject.Reason : ((LifecycleAction.Recycle)situation.Action).Reason;
        return Leaving.CoolDown(change, reason, situation.Playbook, situation.Now);
    }

    /// <summary>Back to whoever handed it over; when they are gone, routing finds somebody.</summary>
    public static Change GoBack(Change change, Situation situation)
    {
        var giver = situation.Lead.Handoffs.First(handoff => handoff.State == HandoffState.Offered).FromPersonId;
        var left = Leaving.Desk(change, "returned", situation.Id, situation.Actor.Name, situation.Now);
        return situation.Person(giver) is { Active: true } person
            ? left with { Lead = left.Lead with { Owner = new Assignment(person.Id, situation.Now, "returned", situation.Id) } }
            : left;
    }

    public static Change KeepAnswers(Change change, Situation situation) => change with
    {
        Lead = change.Lead with
        {
            Qualification = (change.Lead.Qualification ?? Qualification.None).With((LifecycleAction.Qualify)situation.Action, situation.Actor.Name, situation.Now),
        },
    };

    /// <summary>Offers it with a frozen packet. Who already has a receiving role keeps it; otherwise routing finds the receiver, and the giver has it until then.</summary>
    public static Effect HandOver(HandoffKind kind) => (change, situation) =>
        situation.Policy(kind) is { } policy ? Handoffs.Offer(change, policy, situation) : change;

    public static Change OpenDeal(Change change, Situation situation)
    {
        var convert = (LifecycleAction.Convert)situation.Action;
        var former = change.Lead.Deal is { } deal ? Stays.Remember(change.Lead, Leads.Stage.Opportunity, stay => stay with { Deal = deal }) : change.Lead;
        return change with { Lead = former with { Deal = new Deal(convert.DealName, convert.Amount, convert.CloseDate, situation.Now, change.Lead.Owner?.PersonId) } };
    }

    public static Change WinDeal(Change change, Situation situation) => change with
    {
        Lead = change.Lead with { Deal = change.Lead.Deal! with { Won = true, ClosedAt = situation.Now, Amount = ((LifecycleAction.Win)situation.Action).Amount ?? change.Lead.Deal.Amount } },
    };

    public static Change LoseDeal(Change change, Situation situation) => change with
    {
        Lead = change.Lead with { Deal = change.Lead.Deal! with { Won = false, ClosedAt = situation.Now, Reason = ((LifecycleAction.Lose)situation.Action).Reason } },
    };

    public static Change KickOff(Change change, Situation situation) => change with { Lead = change.Lead with { Deal = change.Lead.Deal! with { KickoffAt = situation.Now } } };

    /// <summary>As if it were new: no cooldown, and the thresholds decide at once.</summary>
    public static Change StartOver(Change change, Situation situation) => change with { Lead = change.Lead with { Recycled = null } };

    private static Change Answer(Change change, Situation situation, HandoffState state, string? reason) =>
        Desk.OpenHandoff(change.Lead) is { } open ? Handoffs.Answer(change, open, state, reason, situation.Id, situation.Actor.Name, situation.Now) : change;
}
