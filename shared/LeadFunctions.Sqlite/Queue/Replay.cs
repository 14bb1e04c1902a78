using LeadFunctions.Sqlite.Storage;
using LeadFunctions.Sqlite.Worker;

namespace LeadFunctions.Sqlite.Queue;

/// <summary>Puts one dead letter back among the ready messages, its tries forgotten.</summary>
internal sealed class Replay(long seq, Arrivals arrivals) : WorkItem
{
    private readonly TaskCompletionSource<bool> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private MessageRow? _revived;

    /// <summary>False when there is no such dead letter (any more).</summary>
    public Task<bool> Answer => _answer.Task;

    public override void Apply(Tables tables) => _revived = tables.Messages.Revive(seq, tables.NextSeq(), tables.Now);

    public override void Committed()
    {
        if (_revived is not null)
        {
            var step = arrivals.Steps.Named(_revived.Step);
            step.AddDead(-1);
            step.AddWaiting(1);
            arrivals.Dispatcher.Arrived((_revived, step), static revived => Queued.From(revived._revived, revived.step));
        }
    }

    public override void Complete()
    {
        if (Error is null)
        {
            _answer.SetResult(_revived is not null);
        }
        else
        {
            _answer.SetException(Error);
        }
    }
}
