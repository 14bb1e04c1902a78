using LeadFunctions.Domain.Leads;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.UseCases;

/// <summary>A person gives or takes points: a score line with author and reason. May raise a band, and then does what any rise does.</summary>
public sealed class AdjustScore(ILeadStore leads, PlaybookShelf playbooks, TimeProvider clock, NewId newId)
{
    /// <param name="points">Whole points, -100 to 100, not 0.</param>
    public Task<ActionResult> RunAsync(ActionRequest request, int points, string reason, CancellationToken ct)
    {
        var id = newId.Next("adjust");
        return LeadAction.RunAsync(leads, request, lead => DecideAsync(lead, new Adjustment(id, clock.GetUtcNow(), request.By, points, reason), ct), ct);
    }

    private async Task<(Commit?, string?)> DecideAsync(Lead found, Adjustment adjustment, CancellationToken ct)
    {
        var rules = playbooks.Current;
        var (lead, ledger) = await leads.LedgerOfAsync(found with { Adjustments = [.. found.Adjustments, adjustment] }, [], rules, ct);
        var standing = Progress.At(lead, ledger, rules, adjustment.At, former: playbooks.FormerOf(lead));
        var adjusted = new Activity.Adjusted(adjustment.Id, adjustment.At, adjustment.Points, adjustment.Reason) { By = adjustment.Author };
        var commit = new Commit { Lead = standing.Lead, Activities = [adjusted, .. standing.Activities], Messages = [.. Reactions.To(standing, rules.Playbook)] };
        return (Consequences.Of(found, commit, rules, adjustment.At), null);
    }
}
