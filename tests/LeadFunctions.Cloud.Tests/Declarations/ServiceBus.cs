// Public signatures of Azure.Messaging.ServiceBus 7.20, as far as LeadFunctions.Cloud uses them. Members that a test does not replace refuse.
#nullable disable
#pragma warning disable CA1051, CA1032, CA1822, CA1813, CA1852, CA1716

using Azure.Core;

namespace Azure.Messaging.ServiceBus
{
    public enum ServiceBusFailureReason
    {
        GeneralError = 0,
        MessagingEntityNotFound = 1,
        MessageLockLost = 2,
        MessageNotFound = 3,
        MessageSizeExceeded = 4,
        MessagingEntityDisabled = 5,
        QuotaExceeded = 6,
        ServiceBusy = 7,
        ServiceTimeout = 8,
        ServiceCommunicationProblem = 9,
        SessionCannotBeLocked = 10,
        SessionLockLost = 11,
        MessagingEntityAlreadyExists = 12,
    }

    public enum ServiceBusMessageState
    {
        Active = 0,
        Deferred = 1,
        Scheduled = 2,
    }

    public enum SubQueue
    {
        None = 0,
        DeadLetter = 1,
        TransferDeadLetter = 2,
    }

    public class ServiceBusException : Exception
    {
        public ServiceBusException()
        {
        }

        public ServiceBusException(string message, ServiceBusFailureReason reason, string entityPath = null, Exception innerException = null)
            : base(message, innerException) => (Reason, EntityPath) = (reason, entityPath);

        public string EntityPath { get; }

        public bool IsTransient { get; }

        public ServiceBusFailureReason Reason { get; }
    }

    public class ServiceBusMessage
    {
        public ServiceBusMessage(BinaryData body) => Body = body;

        public IDictionary<string, object> ApplicationProperties { get; } = new Dictionary<string, object>();

        public BinaryData Body { get; set; }

        public string ContentType { get; set; }

        public string CorrelationId { get; set; }

        public string MessageId
        {
            get;
            set => field = value is null or { Length: > 0 and <= 128 } ? value : throw new ArgumentOutOfRangeException(nameof(value));
        }

        public DateTimeOffset ScheduledEnqueueTime { get; set; }

        public string SessionId
        {
            get;
            set => field = value is null or { Length: <= 128 } ? value : throw new ArgumentOutOfRangeException(nameof(value));
        }

        public string Subject { get; set; }
    }

    public sealed class ServiceBusMessageBatch : IDisposable
    {
        private readonly IList<ServiceBusMessage> _store;
        private readonly Func<ServiceBusMessage, bool> _tryAdd;

        internal ServiceBusMessageBatch(long size, IList<ServiceBusMessage> store, Func<ServiceBusMessage, bool> tryAdd) => (MaxSizeInBytes, _store, _tryAdd) = (size, store, tryAdd);

        public int Count => _store.Count;

        public long MaxSizeInBytes { get; }

        public bool TryAddMessage(ServiceBusMessage message)
        {
            if (_tryAdd?.Invoke(message) == false)
            {
                return false;
            }

            _store.Add(message);
            return true;
        }

        public void Dispose()
        {
        }
    }

    public class ServiceBusReceivedMessage
    {
        internal ServiceBusReceivedMessage()
        {
        }

        public IReadOnlyDictionary<string, object> ApplicationProperties { get; internal init; }

        public BinaryData Body { get; internal init; }

        public string ContentType { get; internal init; }

        public string DeadLetterErrorDescription => ApplicationProperties.GetValueOrDefault("DeadLetterErrorDescription") as string;

        public string DeadLetterReason => ApplicationProperties.GetValueOrDefault("DeadLetterReason") as string;

        public int DeliveryCount { get; internal init; }

        public DateTimeOffset EnqueuedTime { get; internal init; }

        public string LockToken { get; internal init; }

        public string MessageId { get; internal init; }

        public long SequenceNumber { get; internal init; }

        public string SessionId { get; internal init; }

        public ServiceBusMessageState State { get; internal init; }
    }

    public class ServiceBusRetryOptions
    {
        public TimeSpan Delay { get; set; }

        public TimeSpan MaxDelay { get; set; }

        public int MaxRetries { get; set; }

        public TimeSpan TryTimeout { get; set; }
    }

    public class ServiceBusClientOptions
    {
        public ServiceBusRetryOptions RetryOptions { get; set; } = new();
    }

    public class CreateMessageBatchOptions
    {
        public long? MaxSizeInBytes { get; set; }
    }

    public class ServiceBusReceiverOptions
    {
        public SubQueue SubQueue { get; set; }
    }

    public class ServiceBusClient : IAsyncDisposable
    {
        protected ServiceBusClient()
        {
        }

        public ServiceBusClient(string connectionString, ServiceBusClientOptions options) => _ = (connectionString, options);

        public ServiceBusClient(string fullyQualifiedNamespace, TokenCredential credential, ServiceBusClientOptions options) => _ = (fullyQualifiedNamespace, credential, options);

        public virtual ServiceBusSender CreateSender(string queueOrTopicName) => throw new NotSupportedException();

        public virtual ServiceBusReceiver CreateReceiver(string queueName) => throw new NotSupportedException();

        public virtual ServiceBusReceiver CreateReceiver(string queueName, ServiceBusReceiverOptions options) => throw new NotSupportedException();

        public virtual ValueTask DisposeAsync()
        {
            GC.SuppressFinalize(this);
            return ValueTask.CompletedTask;
        }
    }

    public class ServiceBusSender : IAsyncDisposable
    {
        protected ServiceBusSender()
        {
        }

        public virtual Task SendMessageAsync(ServiceBusMessage message, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public virtual Task SendMessagesAsync(ServiceBusMessageBatch messageBatch, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public virtual ValueTask<ServiceBusMessageBatch> CreateMessageBatchAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public virtual Task<long> ScheduleMessageAsync(ServiceBusMessage message, DateTimeOffset scheduledEnqueueTime, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public virtual Task CancelScheduledMessageAsync(long sequenceNumber, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public virtual ValueTask DisposeAsync()
        {
            GC.SuppressFinalize(this);
            return ValueTask.CompletedTask;
        }
    }

    public class ServiceBusReceiver : IAsyncDisposable
    {
        protected ServiceBusReceiver()
        {
        }

        public virtual Task AbandonMessageAsync(
            ServiceBusReceivedMessage message, IDictionary<string, object> propertiesToModify = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public virtual Task CompleteMessageAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public virtual Task<ServiceBusReceivedMessage> PeekMessageAsync(long? fromSequenceNumber = default, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public virtual Task<IReadOnlyList<ServiceBusReceivedMessage>> PeekMessagesAsync(
            int maxMessages, long? fromSequenceNumber = default, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public virtual Task<IReadOnlyList<ServiceBusReceivedMessage>> ReceiveMessagesAsync(
            int maxMessages, TimeSpan? maxWaitTime = default, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public virtual ValueTask DisposeAsync()
        {
            GC.SuppressFinalize(this);
            return ValueTask.CompletedTask;
        }
    }

    public static class ServiceBusModelFactory
    {
        public static ServiceBusMessageBatch ServiceBusMessageBatch(
            long batchSizeBytes, IList<ServiceBusMessage> batchMessageStore, CreateMessageBatchOptions batchOptions = null, Func<ServiceBusMessage, bool> tryAddCallback = null) =>
            new(batchSizeBytes, batchMessageStore, tryAddCallback);

        public static ServiceBusReceivedMessage ServiceBusReceivedMessage(
            BinaryData body = null,
            string messageId = null,
            string partitionKey = null,
            string viaPartitionKey = null,
            string sessionId = null,
            string replyToSessionId = null,
            TimeSpan timeToLive = default,
            string correlationId = null,
            string subject = null,
            string to = null,
            string contentType = null,
            string replyTo = null,
            DateTimeOffset scheduledEnqueueTime = default,
            IDictionary<string, object> properties = null,
            Guid lockTokenGuid = default,
            int deliveryCount = 0,
            DateTimeOffset lockedUntil = default,
            long sequenceNumber = -1,
            string deadLetterSource = null,
            long enqueuedSequenceNumber = 0,
            DateTimeOffset enqueuedTime = default,
            ServiceBusMessageState serviceBusMessageState = ServiceBusMessageState.Active) => new()
            {
                Body = body,
                MessageId = messageId,
                SessionId = sessionId,
                ContentType = contentType,
                ApplicationProperties = new Dictionary<string, object>(properties ?? new Dictionary<string, object>()),
                LockToken = lockTokenGuid.ToString(),
                DeliveryCount = deliveryCount,
                SequenceNumber = sequenceNumber,
                EnqueuedTime = enqueuedTime,
                State = serviceBusMessageState,
            };

        public static Administration.QueueRuntimeProperties QueueRuntimeProperties(
            string name, long activeMessageCount = 0, long scheduledMessageCount = 0, long deadLetterMessageCount = 0) =>
            new(name) { ActiveMessageCount = activeMessageCount, ScheduledMessageCount = scheduledMessageCount, DeadLetterMessageCount = deadLetterMessageCount };
    }
}

namespace Azure.Messaging.ServiceBus.Administration
{
    public class QueueRuntimeProperties
    {
        internal QueueRuntimeProperties(string name) => Name = name;

        public string Name { get; }

        public long ActiveMessageCount { get; internal init; }

        public long ScheduledMessageCount { get; internal init; }

        public long DeadLetterMessageCount { get; internal init; }
    }

    public class ServiceBusAdministrationClient
    {
        protected ServiceBusAdministrationClient()
        {
        }

        public ServiceBusAdministrationClient(string connectionString) => _ = connectionString;

        public ServiceBusAdministrationClient(string fullyQualifiedNamespace, TokenCredential credential) => _ = (fullyQualifiedNamespace, credential);

        public virtual AsyncPageable<QueueRuntimeProperties> GetQueuesRuntimePropertiesAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();
    }
}
