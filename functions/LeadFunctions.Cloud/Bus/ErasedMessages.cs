using Azure.Messaging.ServiceBus;
using LeadFunctions.Cosmos;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Cloud.Bus;

/// <summary>
/// Takes messages that name an erased person off the bus: those that wait for their time are cancelled, dead letters are completed. What is ready cannot be taken
/// from a session's queue; it is handled in a moment, finds nobody, and is counted as left.
/// </summary>
public sealed class ErasedMessages(ServiceBusClient client, Senders senders)
{
    private const int PageSize = 250;

    /// <summary>Dead letters taken while looking for those: a queue can only be read from its front.</summary>
    private const int MostSearched = 5_000;

    private static readonly TimeSpan NoMore = TimeSpan.FromSeconds(1);
    private static readonly ServiceBusReceiverOptions Dead = new() { SubQueue = SubQueue.DeadLetter };

    /// <exception cref="StorageException">The bus does not answer.</exception>
    public async Task<SentErased> EraseAsync(Func<string, bool> names, bool dryRun, CancellationToken ct)
    {
        var all = new SentErased(0, 0);
        try
        {
            foreach (var queue in Queues.All)
            {
                var (waiting, dead) = (await WaitingAsync(queue, names, dryRun, ct), await DeadAsync(queue, names, dryRun, ct));
                all = new SentErased(all.Gone + waiting.Gone + dead.Gone, all.Left + waiting.Left + dead.Left);
            }

            return all;
        }
        catch (Exception failed) when (failed is ServiceBusException or TimeoutException or UnauthorizedAccessException)
        {
            throw new StorageException("The bus does not answer: " + failed.GetType().Name, failed);
        }
    }

    private async Task<SentErased> WaitingAsync(string queue, Func<string, bool> names, bool dryRun, CancellationToken ct)
    {
        await using var receiver = client.CreateReceiver(queue);
        var (gone, left) = (0, 0);
        foreach (var message in await NamedAsync(receiver, names, ct))
        {
            var taken = message.State == ServiceBusMessageState.Scheduled && (dryRun || await CancelAsync(queue, message.SequenceNumber, ct));
            (gone, left) = taken ? (gone + 1, left) : (gone, left + 1);
        }

        return new SentErased(gone, left);
    }

    /// <returns>False: its time has come meanwhile.</returns>
    private async Task<bool> CancelAsync(string queue, long number, CancellationToken ct)
    {
        try
        {
            await senders.Of(queue).CancelScheduledMessageAsync(number, ct);
            return true;
        }
        catch (ServiceBusException late) when (late.Reason == ServiceBusFailureReason.MessageNotFound)
        {
            return false;
        }
    }

    private async Task<SentErased> DeadAsync(string queue, Func<string, bool> names, bool dryRun, CancellationToken ct)
    {
        await using var receiver = client.CreateReceiver(queue, Dead);
        var named = (await NamedAsync(receiver, names, ct)).Select(message => message.SequenceNumber).ToHashSet();
        if (named.Count == 0 || dryRun)
        {
            return new SentErased(named.Count, 0);
        }

        var (others, gone) = (new List<ServiceBusReceivedMessage>(), 0);
        try
        {
            while (gone < named.Count && others.Count < MostSearched && await receiver.ReceiveMessagesAsync(100, NoMore, ct) is { Count: > 0 } some)
            {
                others.AddRange(some.Where(message => !named.Contains(message.SequenceNumber)));
                foreach (var message in some.Where(message => named.Contains(message.SequenceNumber)))
                {
                    await receiver.CompleteMessageAsync(message, ct);
                    gone++;
                }
            }
        }
        finally
        {
            foreach (var other in others)
            {
                await receiver.AbandonMessageAsync(other, cancellationToken: CancellationToken.None);
            }
        }

        return new SentErased(gone, named.Count - gone);
    }

    /// <summary>Peeking takes no session and no lock, and shows what waits for its time too.</summary>
    private static async Task<List<ServiceBusReceivedMessage>> NamedAsync(ServiceBusReceiver receiver, Func<string, bool> names, CancellationToken ct)
    {
        var named = new List<ServiceBusReceivedMessage>();
        for (var from = 0L; await receiver.PeekMessagesAsync(PageSize, from, ct) is { Count: > 0 } some; from = some[^1].SequenceNumber + 1)
        {
            named.AddRange(some.Where(message => names(message.Body.ToString()) || names(Envelope.KeyOf(message))));
        }

        return named;
    }
}
