using System.Diagnostics;
using LeadFunctions.Sqlite.Raw;
using LeadFunctions.Sqlite.Storage;
using LeadFunctions.UseCases.Ports;
using Microsoft.Extensions.Logging;

namespace LeadFunctions.Sqlite.Worker;

/// <summary>
/// One handling of messages of one key, up to the transaction that writes what was decided together with the acknowledgement, and memory after it.
/// Where the step runs is the difference: on a pump (<see cref="Attempt"/>) or inside the transaction (<see cref="Turn"/>).
/// </summary>
internal abstract class Handling(StepWorker worker, Taken taken) : WorkItem
{
    private readonly long _started = Stopwatch.GetTimestamp();

    protected Activity? Trace { get; } = Telemetry.Trace(taken.Messages[0].Step.Name, taken.Messages.Length);

    protected StepWorker Worker => worker;

    protected Queued[] Messages { get; private set; } = taken.Messages;

    protected Verdict Verdict { get; private set; } = Verdict.Skipped;

    /// <summary>What is to be written stands, also when the transaction is run again.</summary>
    protected bool IsDecided { get; private set; }

    /// <summary>The transaction wrote nothing of it: it is not done with.</summary>
    protected bool Undone { get; set; }

    private int MaxTries => worker.Settings.Options.MaxTries;

    /// <summary>On a pump.</summary>
    /// <returns>False when the pump is no longer one: another has taken over.</returns>
    public abstract bool Begin();

    /// <summary>Releases the messages as they were; they will be given out again.</summary>
    public void GiveUp()
    {
        Ended();
        worker.Dispatcher.Release(taken, 0);
        Trace?.SetTag("result", "given-back").Stop();
    }

    public override void Committed()
    {
        if (Undone)
        {
            return;
        }

        Verdict.Committed(worker.Arrivals, Messages, MaxTries);
        Trace?.SetTag("result", Verdict.Name).Stop();
        Telemetry.Step(Messages[0].Step.Name, Verdict.Name, Messages.Length, _started);
        Ended();
        worker.Dispatcher.Release(taken, Messages.Length);
    }

    public override void Complete()
    {
        if (Error is not null)
        {
            NotWritten(Error);
        }
        else if (Undone)
        {
            Again();
        }
        else
        {
            Array.ForEach(Messages, Settled);
        }
    }

    protected virtual void Ended()
    {
    }

    /// <summary>On a pool thread: nothing was written and nobody is to blame.</summary>
    protected abstract void Again();

    /// <summary>A message that cannot be read is a dead letter; those before it go on without it.</summary>
    protected bool Decode()
    {
        for (var index = 0; index < Messages.Length; index++)
        {
            if (Reading.Unreadable(Messages[index], worker) is { } reason)
            {
                Messages = Messages[..Math.Max(index, 1)];
                if (index == 0)
                {
                    Submit(new Verdict(Fate.Dead, reason));
                }

                return index > 0;
            }
        }

        return true;
    }

    /// <summary>Inside the transaction.</summary>
    protected void Write(Tables tables, Verdict verdict)
    {
        Verdict = verdict;
        Undone = verdict.Apply(tables, Messages, MaxTries) == CommitResult.Conflict;
    }

    /// <param name="verdict">Null: one of several messages is at fault.</param>
    protected void Submit(Verdict? verdict)
    {
        if (verdict is null)
        {
            HandleApart();
            return;
        }

        Verdict = verdict;
        IsDecided = true;
        Error = null;
        worker.Writer.Submit(this);
    }

    /// <summary>Gives the messages out again one by one, so that only the one at fault pays.</summary>
    private void HandleApart()
    {
        Array.ForEach(Messages, message => message.Alone = true);
        GiveUp();
        worker.Kick();
    }

    private void NotWritten(Exception error)
    {
        // Only this one was refused: the handler's doing. Otherwise the store is in trouble and the message is not to blame.
        if (error.InnerException is not null and not SqliteFault { IsOfOneItem: false } && Verdict.Fate == Fate.Done)
        {
            Submit(worker.Judge.Failure(Messages, Reading.Reason(error.InnerException), null));
        }
        else
        {
            worker.Postpone(this);
        }
    }

    private void Settled(Queued message)
    {
        if (Verdict.Buries(message, MaxTries))
        {
            worker.Settings.Log.LogError("Message {Seq} of {Step} is a dead letter: {Reason}", message.Seq, message.Step.Name, Verdict.Reason);
        }

        worker.Settings.Options.OnAcknowledged?.Invoke(message.Key);
    }
}
