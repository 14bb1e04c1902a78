using Azure.Messaging.ServiceBus;

namespace LeadFunctions.Cloud.Tests.Support;

/// <summary>
/// A broker in memory that keeps Service Bus's words as far as the app relies on them: sessions locked by one at a time, delivery counts, duplicate detection by
/// id (scheduled messages included, and also after the first is gone), scheduled messages with cancellation, dead letters, the largest size.
/// </summary>
public sealed class FakeBus(TimeProvider clock)
{
    public const int MostDeliveries = 10;

    /// <summary>Of the Standard tier, with what is said on the envelope.</summary>
    public const int LargestMessage = 256 * 1024;

    public static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, FakeQueue> _queues = new(StringComparer.Ordinal);
    private long _sequence;

    /// <summary>What every send throws, when set.</summary>
    public Exception? Fault { get; set; }

    public long Sends { get; private set; }

    public FakeQueue Queue(string name)
    {
        lock (_lock)
        {
            return _queues.TryGetValue(name, out var queue) ? queue : _queues[name] = new FakeQueue(name);
        }
    }

    public IReadOnlyList<FakeQueue> Queues
    {
        get
        {
            lock (_lock)
            {
                return [.. _queues.Values];
            }
        }
    }

    public long Send(string queue, ServiceBusMessage message, DateTimeOffset? due = null)
    {
        if (Fault is { } fault)
        {
            throw fault;
        }

        if (message.Body.ToMemory().Length + message.ApplicationProperties.Sum(one => one.Key.Length + $"{one.Value}".Length) > LargestMessage)
        {
            throw new ServiceBusException("too large", ServiceBusFailureReason.MessageSizeExceeded);
        }

        lock (_lock)
        {
            var (to, now) = (Queue(queue), clock.GetUtcNow());
            Sends++;
            if (to.Ids.TryGetValue(message.MessageId, out var before) && now - before < Window)
            {
                return -1;
            }

            to.Ids[message.MessageId] = now;
            var at = due ?? message.ScheduledEnqueueTime;
            to.Messages.Add(new Stored(message, ++_sequence, at > now ? at : now));
            return _sequence;
        }
    }

    public void Cancel(string queue, long sequence)
    {
        lock (_lock)
        {
            if (Queue(queue).Messages.RemoveAll(one => one.Sequence == sequence && one.VisibleAt > clock.GetUtcNow()) == 0)
            {
                throw new ServiceBusException("not found", ServiceBusFailureReason.MessageNotFound);
            }
        }
    }

    /// <summary>Takes messages of one free session, or one message of a queue without sessions.</summary>
    public Delivery? Take(string queue, int most)
    {
        lock (_lock)
        {
            var (from, now) = (Queue(queue), clock.GetUtcNow());
            foreach (var worn in from.Messages.Where(one => one.Deliveries >= MostDeliveries && one.LockedBy is null).ToList())
            {
                Bury(from, worn, "MaxDeliveryCountExceeded", now);
            }

            var busy = from.Messages.Where(one => one.LockedBy is not null && one.Session is not null).Select(one => one.Session).ToHashSet();
            var ready = from.Messages.Where(one => one.VisibleAt <= now && one.LockedBy is null && !busy.Contains(one.Session)).OrderBy(one => one.Sequence).ToList();
            if (ready.Count == 0)
            {
                return null;
            }

            var delivery = new Delivery(this, from, clock);
            foreach (var one in ready.Where(one => one.Session == ready[0].Session).Take(ready[0].Session is null ? 1 : most))
            {
                one.LockedBy = delivery;
                one.Deliveries++;
                delivery.Add(one);
            }

            return delivery;
        }
    }

    internal void Locked(Action<Action<FakeQueue, Stored, string>> change)
    {
        lock (_lock)
        {
            change((queue, stored, reason) => Bury(queue, stored, reason, clock.GetUtcNow()));
        }
    }

    private static void Bury(FakeQueue queue, Stored stored, string reason, DateTimeOffset now)
    {
        queue.Messages.Remove(stored);
        stored.Reason = reason;
        stored.LockedBy = null;
        stored.VisibleAt = now;
        queue.Dead.Add(stored);
    }
}

public sealed class FakeQueue(string name)
{
    public string Name { get; } = name;

    public List<Stored> Messages { get; } = [];

    public List<Stored> Dead { get; } = [];

    internal Dictionary<string, DateTimeOffset> Ids { get; } = [];
}

public sealed class Stored(ServiceBusMessage message, long sequence, DateTimeOffset visibleAt)
{
    public ServiceBusMessage Message { get; } = message;

    public long Sequence { get; } = sequence;

    public string? Session => Message.SessionId;

    public DateTimeOffset VisibleAt { get; set; } = visibleAt;

    public int Deliveries { get; set; }

    public Delivery? LockedBy { get; set; }

    public string? Reason { get; set; }

    public ServiceBusReceivedMessage Received(DateTimeOffset now)
    {
        var properties = new Dictionary<string, object>(Message.ApplicationProperties);
        if (Reason is not null)
        {
            properties["DeadLetterReason"] = Reason;
        }

        return ServiceBusModelFactory.ServiceBusReceivedMessage(
            body: Message.Body,
            messageId: Message.MessageId,
            sessionId: Message.SessionId,
            contentType: Message.ContentType,
            properties: properties,
            lockTokenGuid: Guid.NewGuid(),
            deliveryCount: Deliveries,
            sequenceNumber: Sequence,
            enqueuedTime: VisibleAt,
            serviceBusMessageState: VisibleAt > now ? ServiceBusMessageState.Scheduled : ServiceBusMessageState.Active);
    }
}
