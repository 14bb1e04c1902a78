using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.UseCases;

/// <summary>Tries the leads that wait for an owner again, first in, first out. Run by a timer and after anything that may free somebody.</summary>
public sealed class DrainHolding(ILeadStore leads, IMessageQueue queue) : ITimed
{
    private const int BatchSize = 500;

    async Task<string> ITimed.RunAsync(DateTimeOffset now, CancellationToken ct) => $"{await RunAsync(ct)} held leads tried again";

    /// <returns>How many were tried.</returns>
    public async Task<int> RunAsync(CancellationToken ct)
    {
        var tried = 0;
        var batch = new List<Outgoing>();
        await foreach (var (_, held) in HoldingQueue.EntriesAsync(leads, ct))
        {
            batch.Add(new Outgoing(new Message.LeadNeedsOwner(held.LeadId, "held")));
            if (batch.Count == BatchSize)
            {
                tried += await SendAsync(batch, ct);
            }
        }

        return tried + await SendAsync(batch, ct);
    }

    private async Task<int> SendAsync(List<Outgoing> batch, CancellationToken ct)
    {
        var count = batch.Count;
        if (count > 0)
        {
            await queue.EnqueueAsync([.. batch], ct);
            batch.Clear();
        }

        return count;
    }
}
