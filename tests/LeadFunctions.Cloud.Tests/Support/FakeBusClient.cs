using Azure;
using Azure.Messaging.ServiceBus;
using Azure.Messaging.ServiceBus.Administration;

namespace LeadFunctions.Cloud.Tests.Support;

/// <summary>The SDK's client over the broker in memory.</summary>
public sealed class FakeBusClient(FakeBus bus, TimeProvider clock) : ServiceBusClient
{
    public override ServiceBusSender CreateSender(string queueOrTopicName) => new Sender(bus, queueOrTopicName);

    public override ServiceBusReceiver CreateReceiver(string queueName) => new Receiver(bus.Queue(queueName).Messages, clock);

    public override ServiceBusReceiver CreateReceiver(string queueName, ServiceBusReceiverOptions options) =>
        new Receiver(options.SubQueue == SubQueue.DeadLetter ? bus.Queue(queueName).Dead : bus.Queue(queueName).Messages, clock);

    private sealed class Sender(FakeBus bus, string queue) : ServiceBusSender
    {
        private readonly Dictionary<ServiceBusMessageBatch, List<ServiceBusMessage>> _batches = [];

        public override async Task SendMessageAsync(ServiceBusMessage message, CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            bus.Send(queue, message);
        }

        public override ValueTask<ServiceBusMessageBatch> CreateMessageBatchAsync(CancellationToken cancellationToken = default)
        {
            var (kept, bytes) = (new List<ServiceBusMessage>(), 0L);
            var batch = ServiceBusModelFactory.ServiceBusMessageBatch(256_000, kept, null, message => (bytes += message.Body.ToMemory().Length + 500) <= 256_000);
            _batches[batch] = kept;
            return ValueTask.FromResult(batch);
        }

        public override async Task SendMessagesAsync(ServiceBusMessageBatch messageBatch, CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            Assert.Single(_batches[messageBatch].Select(message => message.SessionId).Distinct());
            _batches[messageBatch].ForEach(message => bus.Send(queue, message));
        }

        public override Task<long> ScheduleMessageAsync(ServiceBusMessage message, DateTimeOffset scheduledEnqueueTime, CancellationToken cancellationToken = default) =>
            Task.FromResult(bus.Send(queue, message, scheduledEnqueueTime));

        public override Task CancelScheduledMessageAsync(long sequenceNumber, CancellationToken cancellationToken = default)
        {
            bus.Cancel(queue, sequenceNumber);
            return Task.CompletedTask;
        }
    }

    private sealed class Receiver(List<Stored> messages, TimeProvider clock) : ServiceBusReceiver
    {
        private readonly HashSet<long> _taken = [];

        public override Task<IReadOnlyList<ServiceBusReceivedMessage>> PeekMessagesAsync(int maxMessages, long? fromSequenceNumber = null, CancellationToken cancellationToken = default) =>
            Found(messages.Where(one => one.Sequence >= (fromSequenceNumber ?? 0)).OrderBy(one => one.Sequence).Take(maxMessages));

        public override async Task<ServiceBusReceivedMessage> PeekMessageAsync(long? fromSequenceNumber = null, CancellationToken cancellationToken = default) =>
            await PeekMessagesAsync(1, fromSequenceNumber, cancellationToken) is [{ } first, ..] ? first : null!;

        public override async Task<IReadOnlyList<ServiceBusReceivedMessage>> ReceiveMessagesAsync(int maxMessages, TimeSpan? maxWaitTime = null, CancellationToken cancellationToken = default)
        {
            var some = await Found(messages.Where(one => !_taken.Contains(one.Sequence)).OrderBy(one => one.Sequence).Take(maxMessages));
            _taken.UnionWith(some.Select(one => one.SequenceNumber));
            return some;
        }

        public override Task CompleteMessageAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken = default)
        {
            Assert.Equal(1, messages.RemoveAll(one => one.Sequence == message.SequenceNumber && _taken.Contains(one.Sequence)));
            return Task.CompletedTask;
        }

        public override Task AbandonMessageAsync(ServiceBusReceivedMessage message, IDictionary<string, object>? propertiesToModify = null, CancellationToken cancellationToken = default)
        {
            Assert.True(_taken.Remove(message.SequenceNumber));
            return Task.CompletedTask;
        }

        private Task<IReadOnlyList<ServiceBusReceivedMessage>> Found(IEnumerable<Stored> some) =>
            Task.FromResult<IReadOnlyList<ServiceBusReceivedMessage>>([.. some.ToList().Select(one => one.Received(clock.GetUtcNow()))]);
    }
}

/// <summary>The counts of the broker in memory.</summary>
public sealed class FakeBusAdministration(FakeBus bus, TimeProvider clock) : ServiceBusAdministrationClient
{
    public int Calls { get; private set; }

    public override AsyncPageable<QueueRuntimeProperties> GetQueuesRuntimePropertiesAsync(CancellationToken cancellationToken = default)
    {
        Calls++;
        var now = clock.GetUtcNow();
        var all = UseCases.Flow.Steps.Select(step => bus.Queue(step.Name)).Select(queue => ServiceBusModelFactory.QueueRuntimeProperties(
            queue.Name, queue.Messages.Count(one => one.VisibleAt <= now), queue.Messages.Count(one => one.VisibleAt > now), queue.Dead.Count));
        return AsyncPageable<QueueRuntimeProperties>.FromPages([Page<QueueRuntimeProperties>.FromValues([.. all], null, null!)]);
    }
}
