using System.Text.Json;
using LeadFunctions.Domain.Identity;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.UseCases.Hygiene;

/// <summary>
/// Which domains are one company (register <c>account-links</c>, by domain). A link, not a copy: leads keep their domain, and what is asked of one of the domains,
/// its owner or its people, is answered of all of them. A merge is taken back by parting them, which also keeps them from being merged by the timer.
/// </summary>
public sealed class AccountLinks(ILeadStore leads)
{
    /// <summary>Nobody's company has more; a list of them stays readable.</summary>
    public const int MostDomains = 50;

    /// <returns>The company's first domain, then those merged into it; of a domain that is merged with none, that one.</returns>
    public async Task<IReadOnlyList<string>> DomainsAsync(string domain, CancellationToken ct)
    {
        var (link, _) = await FindAsync(domain, ct);
        return link.Into is { } main ? [main, .. (await FindAsync(main, ct)).Link.Domains] : [domain, .. link.Domains];
    }

    /// <summary>Whether somebody has said that they are two companies.</summary>
    public async Task<bool> AreApartAsync(string one, string other, CancellationToken ct) =>
        (await FindAsync(one, ct)).Link.Apart.Contains(other) || (await FindAsync(other, ct)).Link.Apart.Contains(one);

    /// <param name="main">Keeps its name; may itself be merged into another.</param>
    /// <returns>Null when they are one now; else why not.</returns>
    public async Task<string?> MergeAsync(string main, string other, string by, DateTimeOffset now, CancellationToken ct)
    {
        for (; ; )
        {
            var (into, from) = (await DomainsAsync(main, ct), await DomainsAsync(other, ct));
            if (into[0] == from[0])
            {
                return "they are one company already";
            }

            if (into.Count + from.Count > MostDomains)
            {
                return $"a company has at most {MostDomains} domains";
            }

            var writes = new List<RegisterWrite> { await WriteAsync(into[0], link => link with { Domains = [.. link.Domains, .. from], Apart = [.. link.Apart.Except(from)] }, ct) };
            foreach (var domain in from)
            {
                writes.Add(await WriteAsync(domain, link => link with { Into = into[0], Domains = [], Apart = [.. link.Apart.Except(into)] }, ct));
            }

            writes.Add(AuditTrail.Line(new AuditEntry(now, by, "merge-accounts", null, $"{from[0]} into {into[0]}"), $"merge-accounts:{from[0]}:{into[0]}"));
            if (await leads.CommitAsync(new Commit { Registers = writes }, ct) == CommitResult.Committed)
            {
                return null;
            }
        }
    }

    /// <summary>They are two companies: taken apart if they were merged, and not merged again by the timer.</summary>
    public async Task PartAsync(string domain, string other, string by, DateTimeOffset now, CancellationToken ct)
    {
        CommitResult result;
        do
        {
            var main = (await DomainsAsync(other, ct))[0];
            // The first domain cannot leave its own company, so the other one does.
            var (stays, leaves) = main == other ? (other, domain) : (domain, other);
            var writes = new List<RegisterWrite>
            {
                await WriteAsync(leaves, link => link with { Into = null, Apart = [.. link.Apart.Union([stays, main]).Where(one => one != leaves)] }, ct),
                await WriteAsync(stays, link => link with { Domains = [.. link.Domains.Where(one => one != leaves)], Apart = [.. link.Apart.Union([leaves])] }, ct),
                AuditTrail.Line(new AuditEntry(now, by, "part-accounts", null, $"{leaves} from {stays}"), $"part-accounts:{leaves}:{stays}"),
            };
            if (main != stays && main != leaves)
            {
                writes.Add(await WriteAsync(main, link => link with { Domains = [.. link.Domains.Where(one => one != leaves)] }, ct));
            }

            result = await leads.CommitAsync(new Commit { Registers = writes }, ct);
        }
        while (result != CommitResult.Committed);
    }

    /// <summary>Of a domain as people write it; null for a mail provider's, which is nobody's company, and for what is none.</summary>
    public static string? DomainOf(string? text, DomainKnowledge domains) =>
        text is not null && EmailDomain.Normalise(text) is { } domain && !domains.IsFree(domain) ? domain : null;

    private async Task<RegisterWrite> WriteAsync(string domain, Func<AccountLink, AccountLink> change, CancellationToken ct)
    {
        var (link, version) = await FindAsync(domain, ct);
        var after = change(link);
        return new RegisterWrite(
            RegisterNames.AccountLinks, domain, after is { Into: null, Domains.Count: 0, Apart.Count: 0 } && version != 0 ? null : JsonSerializer.Serialize(after, WireJson.Default.AccountLink), version);
    }

    private async Task<(AccountLink Link, long Version)> FindAsync(string domain, CancellationToken ct) =>
        await leads.FindRegisterAsync(RegisterNames.AccountLinks, domain, ct) is { } entry
            ? (JsonSerializer.Deserialize(entry.Value, WireJson.Default.AccountLink)!, entry.Version)
            : (new AccountLink(null, [], []), 0);
}

/// <summary>A domain's place among companies, as stored.</summary>
/// <param name="Into">The first domain of the company it is merged into.</param>
/// <param name="Domains">Those merged into it.</param>
/// <param name="Apart">Domains of which somebody said that they are other companies.</param>
public sealed record AccountLink(string? Into, IReadOnlyList<string> Domains, IReadOnlyList<string> Apart);
