using LeadFunctions.Sqlite.Queue;
using LeadFunctions.Sqlite.Storage;

namespace LeadFunctions.Sqlite.Worker;

/// <summary>Moves scheduled messages that are due to the ready ones, earliest first, and learns when the next is due.</summary>
internal sealed class MoveDue(Arrivals arrivals, Action<bool> ended) : WorkItem
{
    private const int MostAtOnce = 500;
    private readonly List<MessageRow> _moved = [];
    private long _next;

    public override void Apply(Tables tables)
    {
        _moved.Clear();
        foreach (var row in tables.Messages.Due(tables.Now, MostAtOnce))
        {
            var seq = tables.NextSeq();
            tables.Messages.MakeReady(row.Seq, seq);
            _moved.Add(row with { Seq = seq });
        }

        _next = tables.Messages.NextDue();
    }

    public override void Committed()
    {
        foreach (var row in _moved)
        {
            var step = arrivals.Steps.Named(row.Step);
            step.AddScheduled(-1);
            step.AddWaiting(1);
            arrivals.Dispatcher.Arrived((row, step), static moved => Queued.From(moved.row, moved.step));
        }

        // Here and not in Complete: on the writer's thread, so that it cannot undo what a later batch schedules sooner.
        arrivals.Due(_next);
    }

    public override void Complete() => ended(Error is null);
}
