using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.UseCases;

/// <summary>The decay timer: finds the leads that are due, and no others, and wakes <see cref="DecayLead"/> for each. Missed or doubled ticks change nothing.</summary>
public sealed class RunDueLeads(ILeadStore leads, IMessageQueue queue, TimeProvider clock)
{
    private const int PageSize = 500;

    /// <returns>How many leads were due.</returns>
    public async Task<int> RunAsync(CancellationToken ct)
    {
        var due = await leads.DueAsync(clock.GetUtcNow(), PageSize, ct);
        if (due.Count > 0)
        {
            await queue.EnqueueAsync([.. due.Select(leadId => new Outgoing(new Message.LeadDue(leadId)))], ct);
        }

        return due.Count;
    }
}
