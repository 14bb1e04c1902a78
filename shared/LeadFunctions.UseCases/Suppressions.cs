using System.Text.Json;
using LeadFunctions.Domain.Emails;
using LeadFunctions.Domain.Leads;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.UseCases;

/// <summary>
/// The suppression list. Its key is the lead id that an address has (a keyed hash), so it works before there is a lead and after one was erased, and tells
/// nobody the address. Every address of a merged lead has its own entry; all of them count.
/// </summary>
public sealed class Suppressions(ILeadStore leads)
{
    public async Task<FoundSuppression> FindAsync(string leadId, CancellationToken ct) =>
        await leads.FindRegisterAsync(RegisterNames.Suppression, leadId, ct) is { } entry
            ? new FoundSuppression(leadId, JsonSerializer.Deserialize(entry.Value, WireJson.Default.Suppression)!, entry.Version, entry.Value)
            : new FoundSuppression(leadId, new Suppression(), 0, null);

    /// <summary>Of all addresses of a lead: its own, and those of the leads merged into it.</summary>
    public async Task<IReadOnlyList<FoundSuppression>> OfAsync(Lead lead, CancellationToken ct)
    {
        var found = new List<FoundSuppression> { await FindAsync(lead.Id, ct) };
        foreach (var absorbed in lead.Absorbed ?? [])
        {
            found.Add(await FindAsync(absorbed.Id, ct));
        }

        return found;
    }
}

/// <summary>An address's suppression as it was read.</summary>
/// <param name="Stored">As stored; null when nothing is.</param>
public sealed record FoundSuppression(string LeadId, Suppression Suppression, long Version, string? Stored)
{
    /// <summary>
    /// Put this into the commit that claims a send: it changes nothing, and the commit fails if anything was written about the address since it was read.
    /// So no send is claimed after a suppression.
    /// </summary>
    public RegisterWrite Unchanged() => new(RegisterNames.Suppression, LeadId, Stored, Version);

    public RegisterWrite Write(Suppression changed) =>
        new(RegisterNames.Suppression, LeadId, JsonSerializer.Serialize(changed, WireJson.Default.Suppression), Version);
}
