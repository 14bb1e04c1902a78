using System.Collections.Concurrent;
using Azure.Messaging.ServiceBus;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Cloud.Bus;

/// <summary>One sender per queue, kept: each has a link of its own, and opening one costs more than sending.</summary>
public sealed class Senders(ServiceBusClient client)
{
    private static readonly TimeSpan Busy = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, ServiceBusSender> _senders = new(StringComparer.Ordinal);

    public ServiceBusSender Of(string queue) => _senders.GetOrAdd(queue, client.CreateSender);

    /// <param name="messages">Of one session.</param>
    /// <exception cref="QueueFullException">The bus is over its quota or throttles.</exception>
    /// <exception cref="StorageException">It could not be sent; nobody can tell whether it was.</exception>
    public Task SendAsync(string queue, IReadOnlyList<ServiceBusMessage> messages, CancellationToken ct) =>
        OrRefusedAsync(() => messages.Count == 1 ? Of(queue).SendMessageAsync(messages[0], ct) : BatchesAsync(Of(queue), messages, ct));

    private static async Task BatchesAsync(ServiceBusSender sender, IReadOnlyList<ServiceBusMessage> messages, CancellationToken ct)
    {
        var batch = await sender.CreateMessageBatchAsync(ct);
        try
        {
            foreach (var message in messages)
            {
                if (batch.TryAddMessage(message))
                {
                    continue;
                }

                await sender.SendMessagesAsync(batch, ct);
                batch.Dispose();
                batch = await sender.CreateMessageBatchAsync(ct);
                if (!batch.TryAddMessage(message))
                {
                    throw new StorageException("A message is more than the bus takes.");
                }
            }

            await sender.SendMessagesAsync(batch, ct);
        }
        finally
        {
            batch.Dispose();
        }
    }

    private static async Task OrRefusedAsync(Func<Task> send)
    {
        try
        {
            await send();
        }
        catch (ServiceBusException full) when (full.Reason is ServiceBusFailureReason.QuotaExceeded or ServiceBusFailureReason.ServiceBusy)
        {
            throw new QueueFullException(Busy);
        }
        catch (Exception failed) when (failed is ServiceBusException or TimeoutException or UnauthorizedAccessException)
        {
            throw new StorageException("The bus did not take it: " + failed.GetType().Name, failed);
        }
    }
}
