using LeadFunctions.Cosmos.Cells;
using LeadFunctions.Domain.Leads;

namespace LeadFunctions.Cosmos.Documents;

/// <summary>Reads of a lead's activities, wherever they are.</summary>
internal sealed class Timelines(LeadPages pages)
{
    /// <summary>Newest first, before a place, with one more than asked if there is one. Reads no page that cannot have any of these.</summary>
    public async Task<List<Activity>> BeforeAsync(string leadId, Timeline timeline, (long At, string Id) before, int limit, CancellationToken ct)
    {
        var found = timeline.Unfiled.Where(IsBefore).ToList();
        foreach (var (page, number) in timeline.Pages.Select((page, number) => (page, number)).Where(one => one.page.From <= before.At).OrderByDescending(one => one.page.To))
        {
            if (found.Count(activity => activity.At.UtcTicks > page.To) > limit)
            {
                break;
            }

            found.AddRange((await pages.ReadAsync(leadId, number, ct).ConfigureAwait(false)).Where(IsBefore));
        }

        return [.. found.OrderByDescending(activity => activity.At.UtcTicks).ThenByDescending(activity => activity.Id, StringComparer.Ordinal).Take(limit + 1)];

        bool IsBefore(Activity activity) =>
            activity.At.UtcTicks < before.At || (activity.At.UtcTicks == before.At && string.CompareOrdinal(activity.Id, before.Id) < 0);
    }

    /// <summary>Oldest first.</summary>
    public async Task<IReadOnlyList<LedgerEvent>> LedgerAsync(string leadId, Timeline timeline, CancellationToken ct)
    {
        var all = timeline.Unfiled.ToList();
        for (var number = 0; number < timeline.Pages.Count; number++)
        {
            all.AddRange(await pages.ReadAsync(leadId, number, ct).ConfigureAwait(false));
        }

        return Retraction.Ledger([.. all.OrderBy(activity => activity.At.UtcTicks).ThenBy(activity => activity.Id, StringComparer.Ordinal)]);
    }
}
