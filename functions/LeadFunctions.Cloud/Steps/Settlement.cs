using Azure.Messaging.ServiceBus;
using LeadFunctions.Cloud.Bus;
using LeadFunctions.UseCases;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace LeadFunctions.Cloud.Steps;

/// <summary>
/// Tells the bus what became of a message: complete, a copy for later, or dead with its reason. When the bus no longer takes it, the lock is lost and somebody
/// else has the session: nothing more of it is begun here, and what was done is done again, which changes nothing.
/// </summary>
internal sealed class Settlement(FlowStep step, ServiceBusMessageActions actions, Senders senders, SettlementTools tools)
{
    /// <summary>Service Bus refuses to bury a message for a longer one.</summary>
    private const int LongestReason = 4096;

    /// <summary>Of the ten deliveries that a queue allows, some are left for what ends the process.</summary>
    private const int MostGivenBack = 5;

    private volatile bool _lost;

    public bool IsLost => _lost;

    public Task SettleAsync(ServiceBusReceivedMessage message, Fate fate) => fate switch
    {
        _ when _lost => Task.CompletedTask,
        Fate.Complete => OnceAsync(message, () => actions.CompleteMessageAsync(message)),
        Fate.Again again => LaterAsync(message, again),
        Fate.Dead dead => BuryAsync(message, dead.Reason),
        _ => throw new InvalidOperationException("a fate nobody knows"),
    };

    /// <summary>Back to the front of its session, for the next invocation; after some deliveries that went so, as a copy, for the bus counts them against the message.</summary>
    public Task GiveBackAsync(ServiceBusReceivedMessage message) =>
        _lost ? Task.CompletedTask
        : message.DeliveryCount < MostGivenBack ? OnceAsync(message, () => actions.AbandonMessageAsync(message))
        : LaterAsync(message, new Fate.Again("no time was left for it", Blameless: true));

    private async Task LaterAsync(ServiceBusReceivedMessage message, Fate.Again again)
    {
        var before = Envelope.FailuresOf(message);
        var failures = again.Blameless ? before with { Stalls = before.Stalls + 1 } : before with { Tries = before.Tries + 1 };
        if (failures.Tries >= Backoff.MostTries || failures.Stalls >= Backoff.MostStalls)
        {
            await BuryAsync(message, again.Reason);
            return;
        }

        // The copy first: a crash in between makes two of one, never none. Nor is it taken back when the lock is lost: its id is known to the bus from now on, so
        // that the original, which comes again, could not leave another.
        var due = tools.Clock.GetUtcNow() + Backoff.After(again.Blameless ? failures.Stalls : failures.Tries, again.Least, tools.Draw());
        try
        {
            await senders.Of(step.Name).ScheduleMessageAsync(Envelope.Again(message, failures), due);
        }
        catch (Exception refused) when (refused is ServiceBusException or TimeoutException)
        {
            tools.Log.LogWarning("{Step}: the bus took no copy of message {Number} ({Error}); it comes again when its lock runs out", step.Name, message.SequenceNumber, refused.GetType().Name);
            return;
        }

        await OnceAsync(message, () => actions.CompleteMessageAsync(message));
    }

    private Task BuryAsync(ServiceBusReceivedMessage message, string reason)
    {
        tools.Log.LogError("A message of {Step} is a dead letter: {Reason}", step.Name, reason);
        var at = new Dictionary<string, object> { [Envelope.DeadAt] = tools.Clock.GetUtcNow() };
        return OnceAsync(message, () => actions.DeadLetterMessageAsync(message, at, reason.Length <= LongestReason ? reason : reason[..LongestReason]));
    }

    private async Task OnceAsync(ServiceBusReceivedMessage message, Func<Task> settle)
    {
        try
        {
            await settle();
        }
        catch (Exception refused)
        {
            // The worker hears of it as a failed call to its host, whatever the bus said.
            _lost = true;
            tools.Log.LogWarning("{Step}: the lock of message {Number} is lost ({Error}); it comes again", step.Name, message.SequenceNumber, refused.GetType().Name);
        }
    }
}

/// <param name="Draw">In [0, 1), for the jitter of retries.</param>
internal sealed record SettlementTools(TimeProvider Clock, Func<double> Draw, ILogger Log);
