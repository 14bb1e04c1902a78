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

    /// <summary>Back to the front of its session, for the next invocation.</summary>
    public Task GiveBackAsync(ServiceBusReceivedMessage message) => _lost ? Task.CompletedTask : OnceAsync(message, () => actions.AbandonMessageAsync(message));

    private async Task LaterAsync(ServiceBusReceivedMessage message, Fate.Again again)
    {
        var before = Envelope.FailuresOf(message);
        var failures = again.Blameless ? before with { Stalls = before.Stalls + 1 } : before with { Tries = before.Tries + 1 };
        if (failures.Tries >= Backoff.MostTries || failures.Stalls >= Backoff.MostStalls)
        {
            await BuryAsync(message, again.Reason);
            return;
        }

        // The copy first: a crash in between makes two of one, never none.
        var due = tools.Clock.GetUtcNow() + Backoff.After(again.Blameless ? failures.Stalls : failures.Tries, again.Least, tools.Draw());
        var sender = senders.Of(step);
        var copy = await sender.ScheduleMessageAsync(Envelope.Again(message, failures), due);
        if (!await OnceAsync(message, () => actions.CompleteMessageAsync(message)))
        {
            await CancelAsync(sender, copy);
        }
    }

    private Task<bool> BuryAsync(ServiceBusReceivedMessage message, string reason)
    {
        tools.Log.LogError("A message of {Step} is a dead letter: {Reason}", step.Name, reason);
        var at = new Dictionary<string, object> { [Envelope.DeadAt] = tools.Clock.GetUtcNow() };
        return OnceAsync(message, () => actions.DeadLetterMessageAsync(message, at, reason));
    }

    /// <summary>The original comes again anyway.</summary>
    private async Task CancelAsync(ServiceBusSender sender, long copy)
    {
        try
        {
            await sender.CancelScheduledMessageAsync(copy);
        }
        catch (ServiceBusException late)
        {
            tools.Log.LogWarning("A copy of a message of {Step} could not be cancelled ({Error}); it is handled twice", step.Name, late.Reason);
        }
    }

    /// <returns>False when the lock is lost.</returns>
    private async Task<bool> OnceAsync(ServiceBusReceivedMessage message, Func<Task> settle)
    {
        try
        {
            await settle();
            return true;
        }
        catch (Exception refused)
        {
            // The worker hears of it as a failed call to its host, whatever the bus said.
            _lost = true;
            tools.Log.LogWarning("{Step}: the lock of message {Number} is lost ({Error}); it comes again", step.Name, message.SequenceNumber, refused.GetType().Name);
            return false;
        }
    }
}

/// <param name="Draw">In [0, 1), for the jitter of retries.</param>
internal sealed record SettlementTools(TimeProvider Clock, Func<double> Draw, ILogger Log);
