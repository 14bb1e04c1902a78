using LeadFunctions.Domain.Leads;

namespace LeadFunctions.Domain.Lifecycle;

/// <summary>What becomes of an action.</summary>
public abstract record LifecycleDecision
{
    private LifecycleDecision()
    {
    }

    /// <summary>Allowed: the lead after it and what its timeline says.</summary>
    /// <param name="CreditBack">The owner gave the lead back for a reason that was not theirs: their turn does not count.</param>
    public sealed record Moved(Lead Lead, IReadOnlyList<Activity> Activities, bool CreditBack) : LifecycleDecision;

    /// <summary>Not now, or not by them.</summary>
    /// <param name="Allowed">The actions they could take instead.</param>
    public sealed record Refused(string Reason, IReadOnlyList<string> Allowed) : LifecycleDecision;

    /// <summary>Allowed, once these are known.</summary>
    /// <param name="Missing">As in the action's body: <c>reason</c>, <c>answers/budget</c>, <c>contract</c>.</param>
    /// <param name="Kept">What was said is not lost: the lead and timeline with it; null when nothing new was said.</param>
    public sealed record Incomplete(IReadOnlyList<string> Missing, Moved? Kept) : LifecycleDecision;
}
