namespace LeadFunctions.Sqlite.Storage;

/// <summary>What many threads hand to the one that writes: a list grown by compare-and-swap, and a wake-up only if the writer sleeps.</summary>
internal sealed class WaitingItems
{
    private static readonly WorkItem Closed = new Marker();

    private readonly object _gate = new();
    private WorkItem? _head;
    private bool _sleeping;

    /// <returns>False when no more are taken.</returns>
    public bool TryAdd(WorkItem item)
    {
        WorkItem? head;
        do
        {
            head = Volatile.Read(ref _head);
            if (ReferenceEquals(head, Closed))
            {
                return false;
            }

            item.Next = head;
        }
        while (Interlocked.CompareExchange(ref _head, item, head) != head);

        if (head is null && Volatile.Read(ref _sleeping))
        {
            Wake();
        }

        return true;
    }

    /// <summary>Moves all that wait, oldest first, to <paramref name="taken"/>.</summary>
    public void Take(Queue<WorkItem> taken) => Unlink(Interlocked.Exchange(ref _head, null), taken);

    /// <summary>The same, and from now on none is taken.</summary>
    public void TakeLast(Queue<WorkItem> taken) => Unlink(Interlocked.Exchange(ref _head, Closed), taken);

    public void Wake()
    {
        lock (_gate)
        {
            Monitor.Pulse(_gate);
        }
    }

    /// <summary>Waits until something comes, somebody wakes it, or <paramref name="most"/> has passed.</summary>
    /// <param name="unless">Asked before waiting: true to return at once.</param>
    /// <returns>False when the time has passed.</returns>
    public bool Wait(TimeSpan most, Func<bool> unless)
    {
        lock (_gate)
        {
            // A full fence: either we see the item, or whoever adds it sees that we sleep.
            Volatile.Write(ref _sleeping, true);
            Interlocked.MemoryBarrier();
            var woken = Volatile.Read(ref _head) is not null || unless() || Monitor.Wait(_gate, most);
            Volatile.Write(ref _sleeping, false);
            return woken;
        }
    }

    private static void Unlink(WorkItem? newest, Queue<WorkItem> taken)
    {
        WorkItem? oldest = null;
        for (var item = newest; item is not null;)
        {
            (item.Next, oldest, item) = (oldest, item, item.Next);
        }

        for (var item = oldest; item is not null;)
        {
            var next = item.Next;
            item.Next = null;
            taken.Enqueue(item);
            item = next;
        }
    }

    private sealed class Marker : WorkItem
    {
        public override void Apply(Tables tables) => throw new InvalidOperationException();

        public override void Complete() => throw new InvalidOperationException();
    }
}
