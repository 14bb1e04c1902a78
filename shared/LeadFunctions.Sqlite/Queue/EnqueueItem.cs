using System.Collections.Concurrent;
using System.Threading.Tasks.Sources;
using LeadFunctions.Sqlite.Storage;
using LeadFunctions.Sqlite.Worker;

namespace LeadFunctions.Sqlite.Queue;

/// <summary>
/// Messages being enqueued, and the answer to who waits for it. Reused: it goes back to the pool when the answer is read. Who waits goes on as a work item of
/// its own, and may block; only a captured request goes on right where it is answered, and must not.
/// </summary>
internal sealed class EnqueueItem(Arrivals arrivals, ConcurrentQueue<EnqueueItem> pool) : WorkItem, IValueTaskSource
{
    private ManualResetValueTaskSourceCore<bool> _source;

    public MessageBatch Messages { get; } = new();

    /// <summary>Set for a captured request.</summary>
    public bool OfRequest { get; set; }

    public override bool AnswersAtOnce => OfRequest;

    /// <summary>Completes when the messages are on disk. Room for them has been taken.</summary>
    public ValueTask SubmitTo(Writer writer)
    {
        _source.RunContinuationsAsynchronously = !OfRequest;
        var answer = new ValueTask(this, _source.Version);
        writer.Submit(this);
        return answer;
    }

    /// <summary>Back to the pool unsent.</summary>
    public void Abandon()
    {
        Error = null;
        OfRequest = false;
        Messages.Clear();
        pool.Enqueue(this);
    }

    public override void Apply(Tables tables) => Messages.Apply(tables);

    public override void Committed() => Messages.ForEach(arrivals, static (arrivals, stored) =>
    {
        if (stored.Seq == 0)
        {
            arrivals.Room.GiveBack(1, stored.Size);
        }

        arrivals.Arrived(stored);
    });

    public override void Complete()
    {
        if (Error is null)
        {
            _source.SetResult(true);
        }
        else
        {
            arrivals.Room.GiveBack(Messages.Count, Messages.Bytes);
            _source.SetException(Error);
        }
    }

    public void GetResult(short token)
    {
        try
        {
            _source.GetResult(token);
        }
        finally
        {
            _source.Reset();
            Abandon();
        }
    }

    public ValueTaskSourceStatus GetStatus(short token) => _source.GetStatus(token);

    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _source.OnCompleted(continuation, state, token, flags);
}
