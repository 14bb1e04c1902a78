using System.Text;
using System.Text.Json;
using LeadFunctions.Domain.Identity;
using LeadFunctions.Domain.Leads;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.UseCases.Hygiene;

/// <summary>Under which domains people of one company's name write (register <c>company-domains</c>, by a keyed hash of the name). Nobody is searched for: each changed lead adds its own.</summary>
public sealed class CompanyDomains(ILeadStore leads, NewId ids, DomainKnowledge domains)
{
    /// <summary>A name that more companies have says nothing.</summary>
    private const int MostPerName = 20;

    public async Task FollowAsync(Lead lead, CancellationToken ct)
    {
        if (lead.Attribute("company") is not { } raw || CompanyName.Key(raw) is not { Length: > 0 } name || AccountLinks.DomainOf(EmailDomain.Of(lead.Email), domains) is not { } domain)
        {
            return;
        }

        var key = ids.Of("company", Encoding.UTF8.GetBytes(name));
        for (; ; )
        {
            var entry = await leads.FindRegisterAsync(RegisterNames.CompanyDomains, key, ct);
            var known = entry is null ? [] : Read(entry);
            if (known.Contains(domain) || known.Count >= MostPerName)
            {
                return;
            }

            var write = new RegisterWrite(RegisterNames.CompanyDomains, key, JsonSerializer.Serialize([.. known, domain], WireJson.Default.ListString), entry?.Version ?? 0);
            if (await leads.CommitAsync(new Commit { Registers = [write] }, ct) == CommitResult.Committed)
            {
                return;
            }
        }
    }

    /// <summary>Names with several domains that are not one company yet, and of which nobody said that they are several.</summary>
    /// <param name="after">What a former page gave as next.</param>
    public async Task<(IReadOnlyList<SharedName> Names, string? Next)> PageAsync(string? after, int limit, CancellationToken ct)
    {
        var page = await leads.ListRegisterAsync(RegisterNames.CompanyDomains, after, limit, ct);
        var open = new List<SharedName>();
        foreach (var (key, entry) in page.Where(entry => entry.Key != ChangedLeads.Mark))
        {
            if (Read(entry) is { Count: > 1 } known && await OpenAsync(known, ct) is { Count: > 1 } firsts)
            {
                open.Add(new SharedName(key, firsts));
            }
        }

        return (open, page.Count < limit ? null : page[^1].Key);
    }

    /// <summary>The first domains of the companies behind these; without those that are apart from all others.</summary>
    private async Task<IReadOnlyList<string>> OpenAsync(List<string> known, CancellationToken ct)
    {
        var links = new AccountLinks(leads);
        var firsts = new List<string>();
        foreach (var domain in known)
        {
            firsts.Add((await links.DomainsAsync(domain, ct))[0]);
        }

        firsts = [.. firsts.Distinct().Order(StringComparer.Ordinal)];
        var together = new List<string>();
        foreach (var one in firsts)
        {
            foreach (var other in firsts.Where(other => other != one))
            {
                if (!await links.AreApartAsync(one, other, ct))
                {
                    together.Add(one);
                    break;
                }
            }
        }

        return together;
    }

    private static List<string> Read(RegisterEntry entry) => JsonSerializer.Deserialize(entry.Value, WireJson.Default.ListString)!;
}

/// <summary>A company's name that people of several domains gave.</summary>
/// <param name="Id">A keyed hash of the name.</param>
/// <param name="Domains">The first domain of each of the companies.</param>
public sealed record SharedName(string Id, IReadOnlyList<string> Domains)
{
    /// <summary>Domains that are one word but for the country: <c>acme.com</c> and <c>acme.de</c>. With the name that is two signs.</summary>
    public IEnumerable<IReadOnlyList<string>> Exact =>
        Domains.GroupBy(domain => domain[..domain.IndexOf('.', StringComparison.Ordinal)], StringComparer.Ordinal).Where(same => same.Count() > 1)
            .Select(same => same.OrderBy(domain => domain.Length).ThenBy(domain => domain, StringComparer.Ordinal).ToList());
}
