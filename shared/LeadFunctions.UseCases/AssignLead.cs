using System.Text.Json;
using LeadFunctions.Domain.Identity;
using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Lifecycle;
using LeadFunctions.Domain.Routing;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.UseCases;

/// <summary>A person gives a lead to a person. Recorded with who and why; uses up nobody's turn; a lead is never silently re-owned.</summary>
public sealed class AssignLead(ILeadStore leads, PlaybookShelf playbooks, TimeProvider clock, NewId newId)
{
    /// <param name="ownAccount">Also makes the person the owner of the lead's account: its other leads will go to them.</param>
    public Task<ActionResult> RunAsync(ActionRequest request, string personId, string reason, bool ownAccount, CancellationToken ct) =>
        LeadAction.RunAsync(leads, request, lead => DecideAsync(lead, request.By, personId, reason, ownAccount, ct), ct);

    /// <summary>Whom the rules would choose now, and why: nothing is changed.</summary>
    public async Task<RouteDecision?> DryRunAsync(string leadId, CancellationToken ct) =>
        await leads.FindLeadAsync(leadId, ct) is { } lead
            ? Router.Decide((await RoutingDesk.ReadAsync(leads, lead, playbooks.Current, clock.GetUtcNow(), ct)).Question with { DecisionId = "dry-run" }).Decision
            : null;

    private async Task<(Commit?, string?)> DecideAsync(Lead lead, string by, string personId, string reason, bool ownAccount, CancellationToken ct)
    {
        var rules = playbooks.Current;
        if (rules.Playbook.People.FirstOrDefault(person => person.Id == personId) is not { } person)
        {
            return (null, "nobody of that id is in the playbook");
        }

        if (!person.Active || lead.Owner?.PersonId == personId)
        {
            return (null, person.Active ? "already owned by this person" : "this person is not active");
        }

        var now = clock.GetUtcNow();
        var desk = await RoutingDesk.ReadAsync(leads, lead, rules, now, ct);
        var decision = Router.Assign(personId, by, reason, desk.Question) with { Id = newId.Next("assign") };
        var (known, ledger) = await leads.LedgerOfAsync(lead with { Owner = new Assignment(personId, now, decision.RuleId, decision.Id), Holding = null, UpdatedAt = now }, [], rules, ct);
        var (handed, offered) = Handoffs.To(personId, known, ledger, rules, now);
        var commit = new Commit
        {
            Lead = handed,
            Activities = [new Activity.RoutingDecided(decision.Id, now, decision) { By = by }, .. offered],
            Registers = [.. await DeskMoves.OfAsync(leads, lead, handed, rules.Playbook, now, ct), .. await AccountAsync(lead, personId, ownAccount, ct)],
            Messages = [.. Reactions.ToldTo(personId, lead.Id, decision.Id, "assigned", rules.Playbook)],
        };
        return (Consequences.Of(lead, commit, rules, now), null);
    }

    private async Task<IReadOnlyList<RegisterWrite>> AccountAsync(Lead lead, string personId, bool ownAccount, CancellationToken ct)
    {
        var domain = EmailDomain.Of(lead.Email);
        if (!ownAccount || playbooks.Current.Domains.IsFree(domain))
        {
            return [];
        }

        var known = await leads.FindRegisterAsync(RegisterNames.Accounts, domain, ct);
        return [new RegisterWrite(RegisterNames.Accounts, domain, JsonSerializer.Serialize(personId, WireJson.Default.String), known?.Version ?? 0)];
    }
}
