using System.Diagnostics;
using LeadFunctions.Sqlite.Leads;
using LeadFunctions.Sqlite.Raw;
using LeadFunctions.Sqlite.Storage;
using LeadFunctions.UseCases;
using LeadFunctions.UseCases.Ports;
using Microsoft.Extensions.Logging;

namespace LeadFunctions.Sqlite.Worker;

/// <summary>
/// One handling of messages of one key: decode, run the step, and have written what it decided together with the acknowledgement.
/// A conflict runs the step again; a failure goes to the schedule or, at last, to the dead letters.
/// </summary>
internal sealed class Attempt(StepWorker worker, Taken taken) : WorkItem, IThreadPoolWorkItem
{
    private const int MostConflicts = 5;
    private const string OverLimit = "time limit of the handler";

    private const int Handling = 0;
    private const int Decided = 1;

    private const int NoPump = 0;
    private const int HoldsPump = 1;
    private const int LostPump = 2;

    private readonly long _started = worker.Settings.Clock.GetTimestamp();
    private readonly long _startedForTelemetry = Stopwatch.GetTimestamp();
    private readonly Activity? _trace = Telemetry.Trace(taken.Messages[0].Step.Name, taken.Messages.Length);
    private Queued[] _messages = taken.Messages;
    private Verdict _verdict = Verdict.Skipped;
    private bool _conflict;
    private int _conflicts;
    private int _state = Handling;
    private int _pump = NoPump;

    public TimeSpan Age => worker.Settings.Clock.GetElapsedTime(_started);

    private int MaxTries => worker.Settings.Options.MaxTries;

    /// <summary>On a pump: decodes and begins the handler; returns when the handler first waits.</summary>
    /// <returns>False when the handler blocked for longer than its limit and another pump has taken over.</returns>
    public bool Begin()
    {
        if (!Decode())
        {
            return true;
        }

        Volatile.Write(ref _pump, HoldsPump);
        Execute();
        Activity.Current = null;
        return Interlocked.Exchange(ref _pump, NoPump) == HoldsPump;
    }

    /// <summary>Runs the handler, the first time or again after a conflict.</summary>
    public void Execute()
    {
        Task<Outcome> handling;
        try
        {
            handling = worker.InvokerOf(_messages[0].Step).HandleAsync(_messages, worker.LimitToken());
        }
        catch (Exception cause)
        {
            handling = Task.FromException<Outcome>(cause);
        }

        if (handling.IsCompletedSuccessfully)
        {
            Decide(handling.Result);
        }
        else
        {
            _ = AwaitAsync(handling);
        }
    }

    /// <summary>Over the time limit: whatever the handler still comes up with is ignored.</summary>
    public void Expire()
    {
        if (!IsFirstToDecide())
        {
            return;
        }

        if (Interlocked.CompareExchange(ref _pump, LostPump, HoldsPump) == HoldsPump)
        {
            worker.Dispatcher.PumpLost();
        }

        Fail(OverLimit, null);
    }

    /// <summary>Releases the messages as they were; they will be given out again.</summary>
    public void GiveUp()
    {
        worker.Ended(this);
        worker.Dispatcher.Release(taken, 0);
        _trace?.SetTag("result", "given-back").Stop();
    }

    public override void Apply(Tables tables) => _conflict = _verdict.Apply(tables, _messages, MaxTries) == CommitResult.Conflict;

    public override void Committed()
    {
        if (_conflict)
        {
            return;
        }

        _verdict.Committed(worker.Arrivals, _messages, MaxTries);
        _trace?.SetTag("result", _verdict.Name).Stop();
        Telemetry.Step(_messages[0].Step.Name, _verdict.Name, _messages.Length, _startedForTelemetry);
        worker.Ended(this);
        worker.Dispatcher.Release(taken, _messages.Length);
    }

    public override void Complete()
    {
        if (Error is not null)
        {
            NotWritten(Error);
        }
        else if (_conflict && ++_conflicts <= MostConflicts)
        {
            _state = Handling;
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
        else if (_conflict)
        {
            Fail("others kept changing what was read", null);
        }
        else
        {
            Array.ForEach(_messages, Settled);
        }
    }

    /// <summary>A message that cannot be read is a dead letter; those before it go on without it.</summary>
    private bool Decode()
    {
        for (var index = 0; index < _messages.Length; index++)
        {
            if (Reading.Unreadable(_messages[index], worker) is { } reason)
            {
                _messages = _messages[..Math.Max(index, 1)];
                if (index == 0)
                {
                    Submit(new Verdict(Fate.Dead, reason));
                }

                return index > 0;
            }
        }

        return true;
    }

    private async Task AwaitAsync(Task<Outcome> handling)
    {
        try
        {
            Decide(await handling.ConfigureAwait(false));
        }
        catch (Exception cause)
        {
            Threw(cause);
        }
    }

    /// <summary>Of the handler and its time limit, the first one counts.</summary>
    private bool IsFirstToDecide() => Interlocked.CompareExchange(ref _state, Decided, Handling) == Handling;

    private void Decide(Outcome outcome)
    {
        if (!IsFirstToDecide())
        {
            return;
        }

        switch (outcome)
        {
            case Outcome.Done done:
                Commit(done.Commit);
                break;
            case Outcome.Skipped:
                Submit(Verdict.Skipped);
                break;
            case Outcome.RetryLater later:
                Fail(later.Reason, later.After);
                break;
            case Outcome.DeadLetter dead when _messages.Length == 1:
                Submit(new Verdict(Fate.Dead, dead.Reason));
                break;
            default:
                HandleApart();
                break;
        }
    }

    private void Commit(Commit commit)
    {
        PreparedCommit? prepared;
        try
        {
            prepared = commit == UseCases.Ports.Commit.Nothing ? null : PreparedCommit.Of(commit, worker.Arrivals.Steps);
        }
        catch (Exception cause)
        {
            Fail(Reading.Reason(cause), null);
            return;
        }

        Submit(new Verdict(Fate.Done, Commit: prepared));
    }

    private void Threw(Exception cause)
    {
        if (!IsFirstToDecide())
        {
            return;
        }

        if (cause is OperationCanceledException && worker.IsClosing)
        {
            GiveUp();
            return;
        }

        worker.Settings.Log.LogWarning("Step {Step} failed on message {Seq}: {Error}", _messages[0].Step.Name, _messages[0].Seq, cause.GetType().Name);
        Fail(cause is OperationCanceledException ? OverLimit : Reading.Reason(cause), null);
    }

    private void Fail(string reason, TimeSpan? least)
    {
        if (_messages.Length > 1)
        {
            HandleApart();
            return;
        }

        var wait = Backoff.After(_messages[0].Tries + 1, least, worker.Settings.Options, worker.Settings.Draw());
        Submit(new Verdict(Fate.Retried, reason, (worker.Settings.Clock.GetUtcNow() + wait).UtcTicks));
    }

    /// <summary>One of several messages is at fault: give them out again one by one, so that only that one pays.</summary>
    private void HandleApart()
    {
        Array.ForEach(_messages, message => message.Alone = true);
        GiveUp();
        worker.Kick();
    }

    private void Submit(Verdict verdict)
    {
        _verdict = verdict;
        Error = null;
        worker.Writer.Submit(this);
    }

    private void NotWritten(Exception error)
    {
        // Only this one was refused: the handler's doing. Otherwise the store is in trouble and the message is not to blame.
        if (error.InnerException is not null and not SqliteFault { IsOfOneItem: false } && _verdict.Fate == Fate.Done)
        {
            Fail(Reading.Reason(error.InnerException), null);
        }
        else
        {
            worker.Postpone(this);
        }
    }

    private void Settled(Queued message)
    {
        if (_verdict.Buries(message, MaxTries))
        {
            worker.Settings.Log.LogError("Message {Seq} of {Step} is a dead letter: {Reason}", message.Seq, message.Step.Name, _verdict.Reason);
        }

        worker.Settings.Options.OnAcknowledged?.Invoke(message.Key);
    }
}
