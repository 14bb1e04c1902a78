using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;

namespace LeadFunctions.Cloud.Tests.Support;

/// <summary>Messages given to one call of a trigger, and the settlement of each; what is not settled is free again when the call ends.</summary>
public sealed class Delivery(FakeBus bus, FakeQueue queue, TimeProvider clock) : ServiceBusMessageActions
{
    private readonly List<(Stored Stored, ServiceBusReceivedMessage Received)> _all = [];

    /// <summary>The lock ran out: every settlement is refused from now on.</summary>
    public bool LockLost { get; set; }

    public ServiceBusReceivedMessage[] Messages => [.. _all.Select(one => one.Received)];

    public void Add(Stored stored) => _all.Add((stored, stored.Received(clock.GetUtcNow())));

    public override Task CompleteMessageAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken = default) =>
        Settle(message, (stored, _) => queue.Messages.Remove(stored));

    public override Task AbandonMessageAsync(ServiceBusReceivedMessage message, IDictionary<string, object>? propertiesToModify = null, CancellationToken cancellationToken = default) =>
        Settle(message, (stored, _) => stored.LockedBy = null);

    public override Task DeadLetterMessageAsync(
        ServiceBusReceivedMessage message,
        Dictionary<string, object>? propertiesToModify = null,
        string? deadLetterReason = null,
        string? deadLetterErrorDescription = null,
        CancellationToken cancellationToken = default) => Settle(message, (stored, bury) =>
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThan(deadLetterReason?.Length ?? 0, 4096);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(deadLetterErrorDescription?.Length ?? 0, 4096);
            foreach (var (name, value) in propertiesToModify ?? [])
            {
                stored.Message.ApplicationProperties[name] = value;
            }

            bury(queue, stored, deadLetterReason ?? "");
        });

    /// <summary>The call is over.</summary>
    public void Release() => bus.Locked(_ => _all.ForEach(one => one.Stored.LockedBy = one.Stored.LockedBy == this ? null : one.Stored.LockedBy));

    private Task Settle(ServiceBusReceivedMessage message, Action<Stored, Action<FakeQueue, Stored, string>> how)
    {
        if (LockLost)
        {
            throw new InvalidOperationException("the call to the host failed: SessionLockLost");
        }

        var stored = _all.Single(one => one.Received == message).Stored;
        Assert.Same(this, stored.LockedBy);
        bus.Locked(bury => how(stored, bury));
        return Task.CompletedTask;
    }
}
