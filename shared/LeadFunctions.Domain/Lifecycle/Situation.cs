using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Playbooks;

namespace LeadFunctions.Domain.Lifecycle;

/// <summary>An action at an instant, with everything that decides about it.</summary>
/// <param name="Lead">Before the action.</param>
/// <param name="Id">Of the action: unique, and the same when it is decided again.</param>
public sealed record Situation(Lead Lead, LifecycleAction Action, Actor Actor, Rulebook Rules, string Id, DateTimeOffset Now)
{
    public Playbook Playbook => Rules.Playbook;

    public HandoffPolicy? Policy(HandoffKind kind) => Playbook.Handoffs.FirstOrDefault(policy => policy.Kind == kind);

    public Routing.Person? Person(string? id) => Playbook.People.FirstOrDefault(person => person.Id == id);
}

/// <summary>The lead on its way through the effects of a line, and what its timeline will say.</summary>
public sealed record Change(Lead Lead, IReadOnlyList<Activity> Activities)
{
    public bool CreditBack { get; init; }

    internal Change Saying(Activity activity) => this with { Activities = [.. Activities, activity] };

    internal Change Keeping(Handoff handoff) => this with { Lead = Lead with { Handoffs = [.. Lead.Handoffs.Where(other => other.Kind != handoff.Kind), handoff] } };
}
