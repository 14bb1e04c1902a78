using LeadFunctions.Domain.Identity;
using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Lifecycle;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.UseCases.Hygiene;

/// <summary>Weekly: counts what is wrong with addresses and phones by the lists of today, and puts leads that nobody owns and nobody searches for back into routing.</summary>
public sealed class ValidateLeads(ILeadStore leads, IMessageQueue queue, PlaybookShelf playbooks) : HygieneRun(leads)
{
    private const int PageSize = 200;

    public override string Name => "validation";

    protected override async Task<HygieneReport> LookAsync(HygieneReport report, CancellationToken ct)
    {
        var (looked, limbo, wrong) = (0, 0, new SortedDictionary<string, int>(StringComparer.Ordinal));
        for (string? cursor = null; ;)
        {
            var page = await Leads.ListAsync(new LeadQuery(Sort: "-created", Limit: PageSize, Cursor: cursor), ct);
            foreach (var row in page.Items)
            {
                looked++;
                if (await Leads.FindLeadAsync(row.Id, ct) is { } lead)
                {
                    limbo += await RescueAsync(lead, report, ct);
                    Wrong(lead).ForEach(what => wrong[what] = wrong.GetValueOrDefault(what) + 1);
                }
            }

            if ((cursor = page.Next) is null)
            {
                return report with { Looked = looked, Changed = limbo, Lines = [.. wrong.Select(one => $"{one.Value} {one.Key}"), $"{limbo} in limbo {(report.DryRun ? "to route" : "routed")}"] };
            }
        }
    }

    /// <summary>No open lead is in limbo: it has an owner, or a place in the queue.</summary>
    private async Task<int> RescueAsync(Lead lead, HygieneReport report, CancellationToken ct)
    {
        if (!Desk.IsSearched(lead) || await HoldingQueue.PlaceOfAsync(Leads, lead, ct) is not null)
        {
            return 0;
        }

        if (!report.DryRun)
        {
            await queue.EnqueueAsync([new Outgoing(new Message.LeadNeedsOwner(lead.Id, "validation"))], ct);
        }

        return 1;
    }

    private List<string> Wrong(Lead lead)
    {
        var (domains, domain) = (playbooks.Current.Domains, EmailDomain.Of(lead.Email));
        var wrong = new List<string>();
        wrong.AddRange(domains.IsDisposable(domain) ? ["disposable addresses"] : []);
        wrong.AddRange(domains.IsRole(lead.Email) ? ["addresses of roles"] : []);
        wrong.AddRange(lead.Attribute("phone") is { } phone && PhoneNumber.Normalise(phone, lead.Attribute("country")) is null ? ["phones that are none"] : []);
        return wrong;
    }
}
