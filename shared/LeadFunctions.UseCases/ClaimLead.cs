using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Lifecycle;
using LeadFunctions.UseCases.Notifying;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.UseCases;

/// <summary>A person accepts a lead by the link they were told with. The same as accepting it by hand, and as often as one likes: what is theirs stays theirs.</summary>
public sealed class ClaimLead(ILeadStore leads, PlaybookShelf playbooks, ActOnLead act, TimeProvider clock)
{
    /// <summary>Whether it is this person's to accept now.</summary>
    public static bool Waits(Lead lead, string personId) =>
        lead.Owner?.PersonId == personId
        && (lead.Stage == Stage.Mql || lead.Handoffs.Any(handoff => handoff.State == HandoffState.Offered && handoff.ToPersonId == personId));

    /// <summary>How it stands; changes nothing.</summary>
    public async Task<ClaimState> LookAsync(Claim claim, CancellationToken ct)
    {
        var lead = await leads.FindLeadAsync(claim.LeadId, ct);
        var people = playbooks.Current.Playbook.People;
        return claim.Expires <= clock.GetUtcNow() ? new ClaimState.Expired()
            : lead is null || !people.Any(person => person.Id == claim.PersonId && person.Active) ? new ClaimState.Gone()
            : Waits(lead, claim.PersonId) ? new ClaimState.Open(lead)
            : lead.Owner?.PersonId == claim.PersonId ? new ClaimState.Yours(lead)
            : new ClaimState.Elsewhere(lead.Owner is { } owner ? people.FirstOrDefault(person => person.Id == owner.PersonId)?.Name ?? owner.PersonId : null);
    }

    public async Task<ClaimState> RunAsync(Claim claim, CancellationToken ct)
    {
        var state = await LookAsync(claim, ct);
        if (state is not ClaimState.Open)
        {
            return state;
        }

        var answer = await act.RunAsync(new ActionRequest(claim.LeadId, claim.PersonId), new LifecycleAction.Accept(), new Actor(ActorKind.Person, claim.PersonId), ct);
        // Whatever came in between, the lead now says whose it is.
        return answer is ActionResult.Applied applied ? new ClaimState.Yours(applied.Lead) : await LookAsync(claim, ct);
    }
}

/// <summary>How a claim stands.</summary>
public abstract record ClaimState
{
    private ClaimState()
    {
    }

    /// <summary>Waits for this person.</summary>
    public sealed record Open(Lead Lead) : ClaimState;

    /// <summary>This person has it and has accepted it.</summary>
    public sealed record Yours(Lead Lead) : ClaimState;

    /// <param name="Name">Who has it; null when nobody does.</param>
    public sealed record Elsewhere(string? Name) : ClaimState;

    public sealed record Expired : ClaimState;

    /// <summary>The lead is no longer there, or the person no longer works here.</summary>
    public sealed record Gone : ClaimState;
}
