using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Scoring;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.UseCases;

/// <summary>The score lines of a lead at any instant: the past by the playbook then in force, now and the future by the current one.</summary>
public sealed class ExplainScore(ILeadStore leads, PlaybookShelf playbooks, TimeProvider clock)
{
    /// <returns>Null when there is no such lead.</returns>
    public async Task<ScoreCard?> RunAsync(string leadId, DateTimeOffset at, CancellationToken ct)
    {
        if (await leads.FindLeadAsync(leadId, ct) is not { } lead)
        {
            return null;
        }

        var rules = at >= clock.GetUtcNow() ? playbooks.Current : playbooks.InForceAt(at);
        var ledger = lead.LedgerSpilled || rules.Version != lead.Score.PlaybookVersion ? await leads.LedgerAsync(leadId, ct) : lead.Ledger;
        var heard = ledger.Where(entry => entry.At <= at).Select(entry => entry.At).DefaultIfEmpty(lead.CreatedAt).Max();
        var lastActivity = at >= lead.LastActivityAt ? lead.LastActivityAt : heard;
        return rules.Model.Explain(new ScoringInput(LeadFacts.Of(lead, rules.Domains, at), ledger, lead.Adjustments, lastActivity), at);
    }
}
