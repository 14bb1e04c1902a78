using System.Diagnostics;
using LeadFunctions.Sqlite.Storage;
using LeadFunctions.UseCases;

namespace LeadFunctions.Sqlite.Worker;

/// <summary>
/// A handling on a pump: run the step, then have written what it decided. A conflict runs the step again; a failure goes to the schedule or, at last, to the
/// dead letters.
/// </summary>
internal sealed class Attempt(StepWorker worker, Taken taken) : Handling(worker, taken), IThreadPoolWorkItem
{
    /// <summary>A lead may be changed by several steps at once, and a batch of many signals takes longer than each of them: it loses a few times, never for long.</summary>
    private const int MostConflicts = 40;

    private const int Running = 0;
    private const int Decided = 1;

    private const int NoPump = 0;
    private const int HoldsPump = 1;
    private const int LostPump = 2;

    private readonly long _started = worker.Settings.Clock.GetTimestamp();
    private int _conflicts;
    private int _state = Running;
    private int _pump = NoPump;

    public TimeSpan Age => Worker.Settings.Clock.GetElapsedTime(_started);

    /// <summary>Decodes and begins the handler; returns when the handler first waits.</summary>
    public override bool Begin()
    {
        Worker.Began(this);
        if (!Decode())
        {
            _state = Decided;
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
        var handling = Worker.InvokerOf(Messages[0].Step).Run(Messages, Worker.LimitToken());
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
            Worker.Dispatcher.PumpLost();
        }

        Submit(Worker.Judge.Failure(Messages, Judge.OverLimit, null));
    }

    public override void Apply(Tables tables) => Write(tables, Verdict);

    protected override void Again()
    {
        if (++_conflicts > MostConflicts)
        {
            Submit(Worker.Judge.Failure(Messages, "others kept changing what was read", null));
            return;
        }

        _state = Running;
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    protected override void Ended() => Worker.Ended(this);

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
    private bool IsFirstToDecide() => Interlocked.CompareExchange(ref _state, Decided, Running) == Running;

    private void Decide(Outcome outcome)
    {
        if (IsFirstToDecide())
        {
            Submit(Worker.Judge.Of(Messages, outcome));
        }
    }

    private void Threw(Exception cause)
    {
        if (!IsFirstToDecide())
        {
            return;
        }

        if (cause is OperationCanceledException && Worker.IsClosing)
        {
            GiveUp();
            return;
        }

        Submit(Worker.Judge.Thrown(Messages, cause));
    }
}
