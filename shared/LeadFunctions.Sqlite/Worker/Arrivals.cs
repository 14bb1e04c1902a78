using LeadFunctions.Sqlite.Queue;

namespace LeadFunctions.Sqlite.Worker;

/// <summary>Where messages go in memory once they are on disk: figures, the dispatcher, the schedule's next instant. Called on the writer's thread.</summary>
internal sealed class Arrivals(StepQueues steps, Dispatcher dispatcher, Room room, IReadOnlySet<long> suspects)
{
    private long _nextDue = long.MaxValue;

    public StepQueues Steps { get; } = steps;

    public Dispatcher Dispatcher { get; } = dispatcher;

    public Room Room { get; } = room;

    /// <summary>UTC ticks of the earliest scheduled message; <see cref="long.MaxValue"/> when there is none.</summary>
    public long NextDue => Interlocked.Read(ref _nextDue);

    /// <summary>Called when something is due earlier than everything before.</summary>
    public Action OnSooner { get; set; } = static () => { };

    /// <summary>Was it being handled when the process before died?</summary>
    public bool IsSuspect(long seq) => suspects.Contains(seq);

    public void Arrived(Stored stored)
    {
        if (stored.Seq == 0)
        {
            return;
        }

        if (stored.DueAt != 0)
        {
            stored.Step.AddScheduled(1);
            Sooner(stored.DueAt);
            return;
        }

        stored.Step.AddWaiting(1);
        Dispatcher.Arrived(stored, static stored => Queued.From(stored));
    }

    public void Sooner(long due)
    {
        if (due < NextDue)
        {
            Interlocked.Exchange(ref _nextDue, due);
            OnSooner();
        }
    }

    /// <summary>After due messages were moved: what is next now. On the writer's thread, like every change of it.</summary>
    public void Due(long next)
    {
        Interlocked.Exchange(ref _nextDue, next);
        OnSooner();
    }
}
