using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Playbooks;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.UseCases;

/// <summary>Finds the events a score is made of: on the lead while they fit, else from its activities.</summary>
public static class Ledgers
{
    /// <summary>
    /// Reads the activities when the ledger has outgrown the lead, or when the lead was scored by another playbook version
    /// (which may count signals that the old one ignored).
    /// </summary>
    /// <param name="fresh">Signals not committed yet: not among the activities.</param>
    /// <param name="anew">Reads the activities in any case: those of the leads merged into it are others now.</param>
    /// <returns>The lead (with its ledger trimmed or filled) and the events to score; after a change of the playbook also those that only the former one counts.</returns>
    public static async Task<(Lead Lead, IReadOnlyList<LedgerEvent> Ledger)> LedgerOfAsync(
        this ILeadStore leads, Lead lead, IReadOnlyList<Signal> fresh, Rulebook rules, CancellationToken ct, bool anew = false)
    {
        var other = lead.Version > 0 && lead.Score.PlaybookVersion != rules.Version;
        if (!anew && !lead.LedgerSpilled && !other && lead.Ledger.Count <= Capture.LedgerCap)
        {
            return (lead, lead.Ledger);
        }

        var stored = await StoredAsync(leads, lead, ct);
        var all = stored
            .Concat(fresh.Where(signal => signal.Verdict != Verdict.Machine).Select(signal => new LedgerEvent(signal.Id, signal.Name, signal.At)))
            .DistinctBy(entry => entry.Id)
            .OrderBy(entry => entry.At).ThenBy(entry => entry.Id, StringComparer.Ordinal)
            .ToList();
        var counting = all.Where(entry => rules.Model.Counts(entry.Signal)).ToList();
        var spilled = counting.Count > Capture.LedgerCap;
        return (lead with { LedgerSpilled = spilled, Ledger = spilled ? [] : counting }, all);
    }

    /// <summary>Of each lead merged into it the ids of its events.</summary>
    public static async Task<IReadOnlyDictionary<string, IReadOnlySet<string>>> SharesOfAsync(this ILeadStore leads, Lead lead, CancellationToken ct)
    {
        var shares = new Dictionary<string, IReadOnlySet<string>>(StringComparer.Ordinal);
        foreach (var absorbed in lead.Absorbed ?? [])
        {
            shares[absorbed.Id] = (await leads.LedgerAsync(absorbed.Id, ct)).Select(one => one.Id).ToHashSet(StringComparer.Ordinal);
        }

        return shares;
    }

    /// <summary>Every event of the lead and of those merged into it.</summary>
    public static async Task<IReadOnlyList<LedgerEvent>> StoredAsync(ILeadStore leads, Lead lead, CancellationToken ct)
    {
        var stored = await leads.LedgerAsync(lead.Id, ct);
        foreach (var absorbed in lead.Absorbed ?? [])
        {
            stored = [.. stored, .. await leads.LedgerAsync(absorbed.Id, ct)];
        }

        return stored;
    }
}
