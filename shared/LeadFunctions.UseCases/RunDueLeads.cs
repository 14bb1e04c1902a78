using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.UseCases;

/// <summary>
/// The decay timer: finds the leads that are due, and no others, and wakes <see cref="DecayLead"/> for each, until none is left or the queue is full.
/// Missed or doubled ticks change nothing.
/// </summary>
public sealed class RunDueLeads(ILeadStore leads, IMessageQueue queue, TimeProvider clock) : ITimed
{
    private const int PageSize = 1000;

    /// <summary>In one tick; the next one comes soon.</summary>
    private const int Most = 100_000;

    async Task<string> ITimed.RunAsync(DateTimeOffset now, CancellationToken ct) => $"{await RunAsync(ct)} leads due";

    /// <returns>How many leads were due.</returns>
    public async Task<int> RunAsync(CancellationToken ct)
    {
        // All at once, ids only: page by page, those of the page before would still be due until they are handled.
        var due = await leads.DueAsync(clock.GetUtcNow(), Most, ct);
        try
        {
            foreach (var page in due.Chunk(PageSize))
            {
                await queue.EnqueueAsync([.. page.Select(leadId => new Outgoing(new Message.LeadDue(leadId)))], ct);
            }
        }
        catch (QueueFullException)
        {
            // The rest is still due at the next tick.
        }

        return due.Count;
    }
}
