using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.UseCases;

/// <summary>Tries the leads that wait for an owner again, first in, first out. Run by a timer and after anything that may free somebody.</summary>
public sealed class DrainHolding(ILeadStore leads, IMessageQueue queue)
{
    /// <returns>How many were tried.</returns>
    public async Task<int> RunAsync(CancellationToken ct)
    {
        var waiting = await HoldingQueue.AllAsync(leads, ct);
        if (waiting.Count > 0)
        {
            await queue.EnqueueAsync([.. waiting.Select(leadId => new Outgoing(new Message.LeadNeedsOwner(leadId, "held")))], ct);
        }

        return waiting.Count;
    }
}
