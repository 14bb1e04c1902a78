using LeadFunctions.Domain.Clocks;
using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Lifecycle;
using LeadFunctions.Domain.Playbooks;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Http.Leads;

/// <summary>Gathers and orders what is to be done: passed and nearest deadlines first, then the hotter band, then who waits longest.</summary>
internal static class Inbox
{
    /// <summary>Of each stage so many at most, the highest scores first: an inbox of thousands is no inbox.</summary>
    public const int MostPerStage = 200;

    public static readonly IReadOnlyList<Stage> Stages = [Stage.Mql, Stage.Sal, Stage.Sql, Stage.Opportunity, Stage.Customer];

    /// <returns>The items, and whether some stage had more than are read.</returns>
    public static async Task<(IReadOnlyList<InboxItem> Items, bool Cut)> ReadAsync(Call call)
    {
        var (items, cut, seen) = (new List<InboxItem>(), false, new HashSet<string>());
        foreach (var stage in Stages)
        {
            // Customers pile up; those to be taken on changed last.
            var query = ListLeads.Narrowed(new LeadQuery(Stage: stage, Sort: stage == Stage.Customer ? "-updated" : "-score", Limit: MostPerStage), call);
            var page = await call.Surface.Leads.ListAsync(query!, call.Aborted);
            cut |= page.Next is not null && stage != Stage.Customer;
            foreach (var row in page.Items.Where(row => seen.Add(row.Id)))
            {
                // The list may lag behind the lead, and says less of whom it waits for.
                if (await call.Surface.Leads.FindLeadAsync(row.Id, call.Aborted) is { } lead && Desk.Of(lead) is not null | Desk.IsSearched(lead) && LeadScope.Sees(call, lead))
                {
                    items.Add(ItemOf(lead, row, call));
                }
            }
        }

        return ([.. items.OrderBy(item => item.Clock is null).ThenBy(item => item.Clock?.DueAt).ThenByDescending(item => item.BandRank).ThenBy(item => item.Lead.StageSince).ThenBy(item => item.Lead.Id, StringComparer.Ordinal)], cut);
    }

    private static InboxItem ItemOf(Lead lead, LeadRow row, Call call)
    {
        var playbook = call.Site.Playbook;
        var clocks = lead.Clocks.Where(clock => clock.IsOpen).Select(clock => ClockOf(clock, playbook)).OrderBy(clock => clock.DueAt).ToList();
        var bands = playbook.Bands.Select(band => band.Id).ToList();
        return new InboxItem(lead, row, clocks.Find(clock => clock.State != "paused"), clocks.Find(clock => clock.State == "paused"), bands.IndexOf(lead.Score.Band));
    }

    private static InboxClock ClockOf(Clock clock, Playbook playbook) => new(
        clock,
        playbook.Sla.FirstOrDefault(policy => policy.Id == clock.Policy)?.Name ?? clock.Policy,
        clock.BreachedAt ?? ClockTime.Deadline(clock, playbook) ?? DateTimeOffset.MaxValue,
        [.. clock.WarnAt.Select(percent => ClockTime.InstantOf(clock, playbook, clock.Target / 100 * percent)).OfType<DateTimeOffset>()],
        clock.IsPaused ? "paused" : clock.BreachedAt is null ? "running" : "breached");
}

/// <param name="Clock">The one with the earliest deadline that runs.</param>
/// <param name="Paused">One that is paused; it is shown and does not press.</param>
internal sealed record InboxItem(Lead Lead, LeadRow Row, InboxClock? Clock, InboxClock? Paused, int BandRank);

/// <param name="DueAt">When it was, or will be, too late.</param>
internal sealed record InboxClock(Clock Clock, string Name, DateTimeOffset DueAt, IReadOnlyList<DateTimeOffset> WarnAt, string State);
