using System.Diagnostics;
using System.Runtime.ExceptionServices;
using LeadFunctions.Sqlite.Leads;
using LeadFunctions.Sqlite.Raw;
using LeadFunctions.Sqlite.Storage;
using LeadFunctions.UseCases;

namespace LeadFunctions.Sqlite.Worker;

/// <summary>
/// A handling inside the transaction that commits it (decision 005): the writer runs the step, which reads through the writer's own connection and so sees
/// what earlier turns of the same transaction wrote. Nothing it decides leaves before the transaction is on disk; rolled back, it decides anew.
/// </summary>
internal sealed class Turn(StepWorker worker, Taken taken) : Handling(worker, taken)
{
    /// <summary>Hands itself to the writer.</summary>
    public override bool Begin()
    {
        Activity.Current = null;
        if (Decode())
        {
            Worker.Writer.Submit(this);
        }

        return true;
    }

    public override void Apply(Tables tables)
    {
        if (IsDecided)
        {
            Write(tables, Verdict);
            return;
        }

        Undone = true;
        if (Messages[0].Step.TakesTurns && Decide(tables.Inside) is { } verdict)
        {
            Write(tables, verdict);
        }

        if (Undone)
        {
            Messages[0].Step.LeaveTurns();
        }
    }

    /// <summary>Not here, not now: the messages are given out again, and handled on a pump.</summary>
    protected override void Again()
    {
        GiveUp();
        Worker.Kick();
    }

    /// <returns>Null when it cannot be decided here.</returns>
    private Verdict? Decide(InsideReads inside)
    {
        var handling = Run(inside);
        if (handling.IsCompletedSuccessfully)
        {
            return Worker.Judge.Of(Messages, handling.Result);
        }

        switch (handling.Exception?.InnerException)
        {
            case SqliteFault fault:
                // The transaction's, not the step's.
                ExceptionDispatchInfo.Throw(fault);
                return null;
            case null or NotInsideException:
                return null;
            case var cause:
                return Worker.Judge.Thrown(Messages, cause);
        }
    }

    private Task<Outcome> Run(InsideReads inside)
    {
        Activity.Current = Trace;
        inside.Open();
        try
        {
            return Worker.InvokerOf(Messages[0].Step).Run(Messages, Worker.LimitToken());
        }
        finally
        {
            inside.Close();
            Activity.Current = null;
        }
    }
}
