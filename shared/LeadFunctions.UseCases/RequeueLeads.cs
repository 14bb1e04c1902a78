using System.Text.Json;
using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Lifecycle;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.UseCases;

/// <summary>
/// Somebody is no longer active, or no longer in the playbook -> what is on their desk is routed anew, each lead with the reason. Run by a timer: a desk
/// says itself whether anything is on it, so nothing is searched while everybody is here. Wakes <see cref="RouteLead"/>.
/// </summary>
public sealed class RequeueLeads(ILeadStore leads, PlaybookShelf playbooks, TimeProvider clock, NewId newId) : ITimed
{
    private const int PageSize = 200;

    async Task<string> ITimed.RunAsync(DateTimeOffset now, CancellationToken ct) => $"{await RunAsync(ct)} leads taken from people who are gone";

    /// <returns>How many leads were taken from somebody.</returns>
    public async Task<int> RunAsync(CancellationToken ct)
    {
        var active = playbooks.Current.Playbook.People.Where(person => person.Active).Select(person => person.Id).ToHashSet(StringComparer.Ordinal);
        var requeued = 0;
        foreach (var (person, entry) in await leads.ListRegisterAsync(RegisterNames.Workload, null, int.MaxValue, ct))
        {
            if (!active.Contains(person) && JsonSerializer.Deserialize(entry.Value, WireJson.Default.Workload)!.Open > 0)
            {
                requeued += await OfAsync(person, ct);
            }
        }

        return requeued;
    }

    private async Task<int> OfAsync(string person, CancellationToken ct)
    {
        var requeued = 0;
        for (string? cursor = null; ;)
        {
            var page = await leads.ListAsync(new LeadQuery(Owners: [person], Sort: "-created", Limit: PageSize, Cursor: cursor), ct);
            foreach (var row in page.Items)
            {
                requeued += await LeadAction.AnswerAsync(leads, new ActionRequest(row.Id, "system"), lead => DecideAsync(lead, person, ct), ct) is ActionResult.Applied ? 1 : 0;
            }

            if ((cursor = page.Next) is null)
            {
                return requeued;
            }
        }
    }

    private async Task<ActionAnswer> DecideAsync(Lead lead, string person, CancellationToken ct)
    {
        if (Desk.Of(lead) != person)
        {
            return new(null, new ActionResult.Refused("no longer on that desk"));
        }

        var (rules, now) = (playbooks.Current, clock.GetUtcNow());
        var left = Leaving.Desk(new Change(lead, []), "inactive", newId.Next("requeue"), "system", now);
        var commit = new Commit
        {
            Lead = left.Lead,
            Activities = left.Activities,
            Registers = await DeskMoves.OfAsync(leads, lead, left.Lead, rules.Playbook, now, ct),
            Messages = Desk.IsSearched(left.Lead) ? [new Outgoing(new Message.LeadNeedsOwner(lead.Id, "inactive"))] : [],
        };
        return new(Consequences.Of(lead, commit, rules, now), null);
    }
}
