using LeadFunctions.UseCases;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Cosmos;

/// <summary>
/// One turn of a step, whoever delivers its messages: run the handler, commit what it decided, on a conflict decide again; and say what is to become of the
/// messages. The deliverer settles, waits and counts.
/// </summary>
/// <param name="handlers">Gives each step's handler by its type.</param>
public sealed class StepTurn(ILeadStore store, IServiceProvider handlers)
{
    private const int MostConflicts = 5;
    private const string Conflicts = "others kept changing what was read";

    /// <param name="messages">At least one, all of one key, oldest first; exactly one unless the step is batched.</param>
    public async Task<Turn> RunAsync(FlowStep step, IReadOnlyList<Message> messages, CancellationToken ct)
    {
        var invoker = Invoker.Of(step, handlers);
        for (var conflicts = 0; conflicts <= MostConflicts; conflicts++)
        {
            var outcome = await invoker.HandleAsync(messages, ct).ConfigureAwait(false);
            if (outcome is not Outcome.Done done)
            {
                return TurnOf(outcome, messages.Count);
            }

            if (await PassOnAsync(step, done.Commit, ct).ConfigureAwait(false) || await store.CommitAsync(done.Commit, ct).ConfigureAwait(false) == CommitResult.Committed)
            {
                return new Turn.Settled();
            }
        }

        return messages.Count > 1 ? new Turn.Apart() : new Turn.Later(Conflicts, null);
    }

    /// <summary>
    /// A known browser's signals only go on to its lead: that step runs here and now, which saves a hop for each beacon. If it cannot end here, they go the long way.
    /// </summary>
    private async Task<bool> PassOnAsync(FlowStep step, Commit commit, CancellationToken ct)
    {
        if (step.MessageType != typeof(Message.VisitorSeen) || commit is not { Lead: null, Visitor: null, Registers.Count: 0, Activities.Count: 0, Messages: [{ DueAt: null, Message: Message.SignalArrived arrived }] })
        {
            return false;
        }

        try
        {
            return await RunAsync(Flow.Of(arrived), [arrived], ct).ConfigureAwait(false) is Turn.Settled;
        }
        catch (Exception cause) when (cause is not OperationCanceledException)
        {
            return false;
        }
    }

    private static Turn TurnOf(Outcome outcome, int messages) => outcome switch
    {
        Outcome.Skipped => new Turn.Settled(),
        _ when messages > 1 => new Turn.Apart(),
        Outcome.RetryLater later => new Turn.Later(later.Reason, later.After),
        Outcome.DeadLetter dead => new Turn.Dead(dead.Reason),
        _ => throw new InvalidOperationException(outcome.GetType().Name),
    };
}

/// <summary>What is to become of messages that were handled.</summary>
public abstract record Turn
{
    private Turn()
    {
    }

    /// <summary>Done with.</summary>
    public sealed record Settled : Turn;

    /// <summary>Deliver again. <paramref name="After"/> is the least wait; null leaves it to the deliverer.</summary>
    public sealed record Later(string Reason, TimeSpan? After) : Turn;

    /// <summary>It will never work as it is.</summary>
    public sealed record Dead(string Reason) : Turn;

    /// <summary>One of several is at fault: run each alone.</summary>
    public sealed record Apart : Turn;
}
