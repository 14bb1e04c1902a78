using System.Text.Json;
using LeadFunctions.Domain.Playbooks;
using LeadFunctions.UseCases.Hygiene;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.UseCases;

/// <summary>Who owns a company, by any of its domains: set by hand, else by the playbook; of that very domain first, then of those it is merged with.</summary>
public sealed class AccountOwners(ILeadStore leads, Rulebook rules)
{
    /// <returns>Null when nobody does. A mail provider's domain is nobody's company.</returns>
    public async Task<string?> OfAsync(string domain, CancellationToken ct)
    {
        if (rules.Domains.IsFree(domain))
        {
            return null;
        }

        if (await OneAsync(domain, ct) is { } owner)
        {
            return owner;
        }

        foreach (var other in await new AccountLinks(leads).DomainsAsync(domain, ct))
        {
            if (other != domain && await OneAsync(other, ct) is { } theirs)
            {
                return theirs;
            }
        }

        return null;
    }

    private async Task<string?> OneAsync(string domain, CancellationToken ct) => await leads.FindRegisterAsync(RegisterNames.Accounts, domain, ct) is { } byHand
        ? JsonSerializer.Deserialize(byHand.Value, WireJson.Default.String)
        : rules.Playbook.Accounts.GetValueOrDefault(domain);
}
