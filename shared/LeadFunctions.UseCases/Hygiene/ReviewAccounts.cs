using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.UseCases.Hygiene;

/// <summary>
/// Monthly: companies whose people write under several domains. Domains that share the company's name and are one word but for the country become one account,
/// unless two people own them or somebody has parted them; the others stay listed for somebody to look at.
/// </summary>
public sealed class ReviewAccounts(ILeadStore leads, NewId ids, PlaybookShelf playbooks) : HygieneRun(leads)
{
    private const int PageSize = 200;

    public override string Name => "accounts";

    protected override async Task<HygieneReport> LookAsync(HygieneReport report, CancellationToken ct)
    {
        var names = new CompanyDomains(Leads, ids, playbooks.Current.Domains);
        var looked = await new ChangedLeads(Leads, RegisterNames.CompanyDomains).EachAsync(report.At, lead => names.FollowAsync(lead, ct), ct);
        var (several, merged) = (0, 0);
        string? after = null;
        do
        {
            (var page, after) = await names.PageAsync(after, PageSize, ct);
            foreach (var name in page)
            {
                several++;
                merged += await MergedAsync(name, report, ct);
            }
        }
        while (after is not null);

        return report with
        {
            Looked = looked,
            Changed = merged,
            Lines = [$"{several} companies with several domains", $"{merged} domains {(report.DryRun ? "to merge" : "merged")}, the others are to look at"],
        };
    }

    private async Task<int> MergedAsync(SharedName name, HygieneReport report, CancellationToken ct)
    {
        var (links, merged) = (new AccountLinks(Leads), 0);
        foreach (var same in name.Exact)
        {
            foreach (var other in same.Skip(1))
            {
                if (await AreOneAsync(links, same[0], other, ct) && (report.DryRun || await links.MergeAsync(same[0], other, report.By, report.At, ct) is null))
                {
                    merged++;
                }
            }
        }

        return merged;
    }

    private async Task<bool> AreOneAsync(AccountLinks links, string main, string other, CancellationToken ct)
    {
        var owners = new AccountOwners(Leads, playbooks.Current);
        var (one, two) = (await owners.OfAsync(main, ct), await owners.OfAsync(other, ct));
        return (one is null || two is null || one == two) && !await links.AreApartAsync(main, other, ct);
    }
}
