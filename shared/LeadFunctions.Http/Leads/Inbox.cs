using LeadFunctions.Domain.Clocks;
using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Lifecycle;
using LeadFunctions.Domain.Playbooks;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Http.Leads;

/// <summary>Reads a page of what is to be done in the order of <see cref="Urgency"/>: passed and nearest deadlines first, then the hotter band, then who waits longest.</summary>
internal static class Inbox
{
    /// <returns>The items, and where the next page begins if there is one.</returns>
    /// <exception cref="BadCursorException">The cursor is not one of ours.</exception>
    public static async Task<(IReadOnlyList<InboxItem> Items, string? Next)> ReadAsync(Call call, int limit, string? cursor)
    {
        var page = await call.Surface.Leads.ListAsync(ListLeads.Narrowed(new LeadQuery(Sort: "urgency", Limit: limit, Cursor: cursor), call)!, call.Aborted);
        var items = new List<InboxItem>();
        foreach (var row in page.Items)
        {
            // The list may lag behind the lead, and says less of whom it waits for.
            if (await call.Surface.Leads.FindLeadAsync(row.Id, call.Aborted) is { } lead && Urgency.Of(lead, call.Site.Playbook) is not null && LeadScope.Sees(call, lead))
            {
                items.Add(ItemOf(lead, row, call));
            }
        }

        // Once more by the hours and bands of now: a place is kept with its lead until that changes.
        return ([.. items.OrderBy(item => Urgency.Of(item.Lead, call.Site.Playbook)).ThenBy(item => item.Lead.Id, StringComparer.Ordinal)], page.Next);
    }

    private static InboxItem ItemOf(Lead lead, LeadRow row, Call call)
    {
        var playbook = call.Site.Playbook;
        var clocks = lead.Clocks.Where(clock => clock.IsOpen).Select(clock => ClockOf(clock, playbook)).OrderBy(clock => clock.DueAt).ToList();
        return new InboxItem(lead, row, clocks.Find(clock => clock.State != "paused"), clocks.Find(clock => clock.State == "paused"));
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
internal sealed record InboxItem(Lead Lead, LeadRow Row, InboxClock? Clock, InboxClock? Paused);

/// <param name="DueAt">When it was, or will be, too late.</param>
internal sealed record InboxClock(Clock Clock, string Name, DateTimeOffset DueAt, IReadOnlyList<DateTimeOffset> WarnAt, string State);
