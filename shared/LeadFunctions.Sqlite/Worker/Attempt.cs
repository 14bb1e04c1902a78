using System.Diagnostics;
using System.Text.Json;
using LeadFunctions.Sqlite.Leads;
using LeadFunctions.Sqlite.Raw;
using LeadFunctions.Sqlite.Storage;
using LeadFunctions.UseCases;
using LeadFunctions.UseCases.Ports;
using Microsoft.Extensions.Logging;

namespace LeadFunctions.Sqlite.Worker;

/// <summary>
/// One handling of messages of one key: decode, run the step, and write what it decided together with the acknowledgement, in one transaction.
/// A conflict runs the step again; a failure goes to the schedule or, at last, to the dead letters.
/// </summary>
internal sealed class Attempt(StepWorker worker, Taken taken) : WorkItem, IThreadPoolWorkItem
{
    private const int MostConflicts = 5;

    private const int Handling = 0;
    private const int Decided = 1;

    private const int NoPump = 0;
    private const int HoldsPump = 1;
    private const int LostPump = 2;

    private readonly long _started = worker.Settings.Clock.GetTimestamp();
    private readonly long _startedForTelemetry = Stopwatch.GetTimestamp();
    private readonly Activity? _trace = Telemetry.Trace(taken.Messages[0].Step.Name, taken.Messages.Length);
    private Queued[] _messages = taken.Messages;
    private PreparedCommit? _commit;
    private Verdict _verdict = Verdict.Done;
    private bool _conflict;
    private int _conflicts;
    private int _state = Handling;
    private int _pump = NoPump;

    private enum Verdict
    {
        Done,
        Skipped,
        Retry,
        Dead,
    }

    public TimeSpan Age => worker.Settings.Clock.GetElapsedTime(_started);

    private string Reason { get; set; } = "";

    private long DueAt { get; set; }

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
        if (Interlocked.CompareExchange(ref _state, Decided, Handling) != Handling)
        {
            return;
        }

        if (Interlocked.CompareExchange(ref _pump, LostPump, HoldsPump) == HoldsPump)
        {
            worker.Dispatcher.PumpLost();
        }

        Fail("time limit of the handler", null);
    }

    /// <summary>Releases the messages as they were; they will be given out again.</summary>
    public void GiveUp()
    {
        worker.Ended(this);
        worker.Dispatcher.Release(taken, 0);
        _trace?.SetTag("result", "given-back").Stop();
    }

    public override void Apply(Tables tables)
    {
        _conflict = false;
        if (_commit?.Apply(tables) == CommitResult.Conflict)
        {
            _conflict = true;
            return;
        }

        foreach (var message in _messages)
        {
            Settle(tables, message);
        }
    }

    public override void Committed()
    {
        if (_conflict)
        {
            return;
        }

        var step = _messages[0].Step;
        step.AddWaiting(-_messages.Length);
        foreach (var message in _messages)
        {
            Count(message);
        }

        _commit?.Committed(worker.Arrivals);
        worker.Ended(this);
        worker.Dispatcher.Release(taken, _messages.Length);
        _trace?.SetTag("result", ResultName).Stop();
        Telemetry.Step(step.Name, ResultName, _messages.Length, _startedForTelemetry);
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

    private void Settled(Queued message)
    {
        if (_verdict is Verdict.Retry or Verdict.Dead && IsLast(message))
        {
            worker.Settings.Log.LogError("Message {Seq} of {Step} is a dead letter: {Reason}", message.Seq, message.Step.Name, Reason);
        }

        worker.Settings.Options.OnAcknowledged?.Invoke(message.Key);
    }

    private string ResultName => _verdict switch
    {
        Verdict.Done => "done",
        Verdict.Skipped => "skipped",
        Verdict.Retry => "retried",
        _ => "dead",
    };

    private bool IsLast(Queued message) => _verdict == Verdict.Dead || message.Tries + 1 >= worker.Settings.Options.MaxTries;

    private void Settle(Tables tables, Queued message)
    {
        if (_verdict is Verdict.Done or Verdict.Skipped)
        {
            tables.Messages.Delete(message.Seq);
        }
        else if (IsLast(message))
        {
            tables.Messages.Bury(message.Seq, tables.Now, Reason);
        }
        else
        {
            tables.Messages.Retry(message.Seq, tables.NextSeq(), DueAt);
        }
    }

    private void Count(Queued message)
    {
        if (_verdict is Verdict.Done or Verdict.Skipped)
        {
            worker.Arrivals.Room.GiveBack(1, message.Size);
        }
        else if (IsLast(message))
        {
            message.Step.AddDead(1);
        }
        else
        {
            message.Step.AddScheduled(1);
            worker.Arrivals.Sooner(DueAt);
        }
    }

    /// <summary>Messages that were read from disk become objects; one that cannot be read is a dead letter, and those before it go on without it.</summary>
    private bool Decode()
    {
        for (var index = 0; index < _messages.Length; index++)
        {
            if (Unreadable(_messages[index]) is { } reason)
            {
                _messages = index == 0 ? _messages[..1] : _messages[..index];
                if (index == 0)
                {
                    Submit(Verdict.Dead, reason);
                    return false;
                }
            }
        }

        return true;
    }

    private string? Unreadable(Queued message)
    {
        if (message.Step.Step is null)
        {
            return $"unknown step {message.Step.Name}";
        }

        if (message.Damaged)
        {
            return "damaged on disk";
        }

        try
        {
            message.Message ??= JsonSerializer.Deserialize(message.Body, WireJson.Default.Message);
        }
        catch (Exception cause) when (cause is JsonException or NotSupportedException)
        {
            return Safe(cause);
        }

        return message.Message is null || !worker.InvokerOf(message.Step).Takes(message.Message) ? "not a message of this step" : null;
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

    private void Decide(Outcome outcome)
    {
        if (Interlocked.CompareExchange(ref _state, Decided, Handling) != Handling)
        {
            return;
        }

        switch (outcome)
        {
            case Outcome.Done done:
                Commit(done.Commit);
                break;
            case Outcome.Skipped:
                Submit(Verdict.Skipped, "");
                break;
            case Outcome.RetryLater later:
                Fail(later.Reason, later.After);
                break;
            case Outcome.DeadLetter dead when _messages.Length == 1:
                Submit(Verdict.Dead, dead.Reason);
                break;
            default:
                HandleApart();
                break;
        }
    }

    private void Commit(Commit commit)
    {
        try
        {
            _commit = commit == UseCases.Ports.Commit.Nothing ? null : PreparedCommit.Of(commit, worker.Arrivals.Steps);
        }
        catch (Exception cause)
        {
            Fail(Safe(cause), null);
            return;
        }

        Submit(Verdict.Done, "");
    }

    private void Threw(Exception cause)
    {
        if (Interlocked.CompareExchange(ref _state, Decided, Handling) != Handling)
        {
            return;
        }

        worker.Settings.Log.LogWarning("Step {Step} failed on message {Seq}: {Error}", _messages[0].Step.Name, _messages[0].Seq, cause.GetType().Name);
        Fail(cause is OperationCanceledException ? "time limit of the handler" : Safe(cause), null);
    }

    private void Fail(string reason, TimeSpan? least)
    {
        if (_messages.Length > 1)
        {
            HandleApart();
            return;
        }

        var options = worker.Settings.Options;
        DueAt = (worker.Settings.Clock.GetUtcNow() + Backoff.After(_messages[0].Tries + 1, least, options, worker.Settings.Draw())).UtcTicks;
        Submit(Verdict.Retry, reason);
    }

    /// <summary>One of several messages is at fault: give them out again one by one, so that only that one pays.</summary>
    private void HandleApart()
    {
        foreach (var message in _messages)
        {
            message.Alone = true;
        }

        GiveUp();
        worker.Kick();
    }

    private void Submit(Verdict verdict, string reason)
    {
        (_verdict, Reason) = (verdict, reason);
        _commit = verdict == Verdict.Done ? _commit : null;
        Error = null;
        worker.Writer.Submit(this);
    }

    private void NotWritten(Exception error)
    {
        // Only this one was refused: the handler's doing. Otherwise the store is in trouble and the message is not to blame.
        if (error.InnerException is not null and not SqliteFault { IsOfOneItem: false } && _verdict == Verdict.Done)
        {
            Fail(Safe(error.InnerException), null);
        }
        else
        {
            worker.Postpone(this);
        }
    }

    /// <summary>Type and message, without anything that looks like an address.</summary>
    private static string Safe(Exception cause)
    {
        var words = $"{cause.GetType().Name}: {cause.Message}".Split(' ').Select(word => word.Contains('@', StringComparison.Ordinal) ? "[hidden]" : word);
        var text = string.Join(' ', words);
        return text.Length <= 300 ? text : text[..300];
    }
}
