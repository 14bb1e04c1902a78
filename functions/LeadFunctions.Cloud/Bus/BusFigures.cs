using Azure;
using Azure.Messaging.ServiceBus;
using Azure.Messaging.ServiceBus.Administration;
using LeadFunctions.UseCases;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Cloud.Bus;

/// <summary>
/// How much waits in the queues, from the bus's own counts. One management call for all queues (10 of the namespace's 1,000 credits a second), kept for some
/// seconds, because health checks ask often. How much is being handled right now the bus does not tell.
/// </summary>
public sealed class BusFigures(ServiceBusAdministrationClient administration, ServiceBusClient client, TimeProvider clock)
{
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(10);

    /// <summary>Looked through for the oldest message that is due: those that are scheduled lie among them.</summary>
    private const int Peeked = 50;

    private readonly Lock _lock = new();
    private Task<IReadOnlyList<QueueFigures>>? _last;
    private DateTimeOffset _lastAt;

    public Task<IReadOnlyList<QueueFigures>> ReadAsync(CancellationToken ct)
    {
        lock (_lock)
        {
            var now = clock.GetUtcNow();
            if (_last is null || _last.IsFaulted || _last.IsCanceled || now - _lastAt > Kept)
            {
                (_last, _lastAt) = (AskAsync(), now);
            }

            return _last.WaitAsync(ct);
        }
    }

    private async Task<IReadOnlyList<QueueFigures>> AskAsync()
    {
        try
        {
            var found = new Dictionary<string, QueueRuntimeProperties>(StringComparer.Ordinal);
            await foreach (var queue in administration.GetQueuesRuntimePropertiesAsync())
            {
                found[queue.Name] = queue;
            }

            return await Task.WhenAll(Flow.Steps.Select(step => FiguresAsync(step, found.GetValueOrDefault(step.Name))));
        }
        catch (Exception failed) when (failed is ServiceBusException or RequestFailedException)
        {
            throw new StorageException("The bus does not answer: " + failed.GetType().Name, failed);
        }
    }

    private async Task<QueueFigures> FiguresAsync(FlowStep step, QueueRuntimeProperties? queue) => queue is null
        ? throw new StorageException($"The bus has no queue {step.Name}.")
        : new QueueFigures(
            step.Name, queue.ActiveMessageCount, queue.ScheduledMessageCount, 0, queue.DeadLetterMessageCount,
            queue.ActiveMessageCount > 0 ? await OldestAsync(step) : TimeSpan.Zero);

    private async Task<TimeSpan> OldestAsync(FlowStep step)
    {
        // Peeking takes no session and no lock.
        await using var receiver = client.CreateReceiver(step.Name);
        var due = (await receiver.PeekMessagesAsync(Peeked)).FirstOrDefault(message => message.State == ServiceBusMessageState.Active);
        return due is null ? TimeSpan.Zero : TimeSpan.FromTicks(Math.Max(0, (clock.GetUtcNow() - due.EnqueuedTime).Ticks));
    }
}
