using System.Diagnostics;
using LeadFunctions.Sqlite.Raw;
using LeadFunctions.UseCases.Ports;
using Microsoft.Extensions.Logging;

namespace LeadFunctions.Sqlite.Storage;

/// <summary>
/// The one thread that writes. It takes everything that waits, runs it in one transaction, commits with fsync, and only then answers each caller:
/// under load many callers share one fsync, without load nobody waits for company.
/// </summary>
internal sealed class Writer : IDisposable
{
    /// <summary>Items in one transaction; bounds how long the first of them waits.</summary>
    private const int MostAtOnce = 1024;

    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Idle = TimeSpan.FromMilliseconds(250);

    private static readonly WorkItem Closed = new Marker();

    private readonly Connection _connection;
    private readonly Tables _tables;
    private readonly Checkpoints _checkpoints;
    private readonly Action<Exception> _onFatal;
    private readonly ILogger _log;
    private readonly Thread _thread;
    private readonly object _gate = new();
    private readonly Queue<WorkItem> _taken = new();
    private readonly List<WorkItem> _batch = [];
    private WorkItem? _head;
    private bool _sleeping;
    private volatile bool _stopping;

    public Writer(Connection connection, Tables tables, Action<Exception> onFatal, ILogger log)
    {
        (_connection, _tables, _onFatal, _log) = (connection, tables, onFatal, log);
        _checkpoints = new Checkpoints(connection);
        _thread = new Thread(Run) { Name = "store-writer", IsBackground = true };
    }

    /// <summary>Called on the writer's thread after each batch is on disk and in memory, with how many requests it captured.</summary>
    public Action<int> AfterBatch { get; set; } = static _ => { };

    public void Start() => _thread.Start();

    /// <summary>Queues an item; it is completed on a pool thread. One compare-and-swap, and a wake-up only if the writer sleeps.</summary>
    public void Submit(WorkItem item)
    {
        WorkItem? head;
        do
        {
            head = Volatile.Read(ref _head);
            if (ReferenceEquals(head, Closed))
            {
                item.Error = new StorageException("The store is closed.");
                item.Complete();
                return;
            }

            item.Next = head;
        }
        while (Interlocked.CompareExchange(ref _head, item, head) != head);

        if (head is null && Volatile.Read(ref _sleeping))
        {
            lock (_gate)
            {
                Monitor.Pulse(_gate);
            }
        }
    }

    /// <summary>Writes what is queued, then ends the thread. Later items are refused.</summary>
    public void Dispose()
    {
        _stopping = true;
        lock (_gate)
        {
            Monitor.Pulse(_gate);
        }

        if (_thread.IsAlive)
        {
            _thread.Join();
        }
    }

    private void Run()
    {
        try
        {
            while (TakeBatch())
            {
                RunBatch();
            }
        }
        catch (Exception cause)
        {
            _log.LogCritical(cause, "The store cannot go on. The process must start again.");
            End(new StorageException("The store has failed; the process must start again.", cause));
            _onFatal(cause);
            return;
        }

        End(new StorageException("The store is closed."));
    }

    /// <summary>The next batch, oldest first; sleeps while there is none. False when stopping and all is written.</summary>
    private bool TakeBatch()
    {
        _batch.Clear();
        while (true)
        {
            TakeWaiting();
            if (_taken.Count > 0)
            {
                for (var count = Math.Min(_taken.Count, MostAtOnce); count > 0; count--)
                {
                    _batch.Add(_taken.Dequeue());
                }

                return true;
            }

            if (_stopping)
            {
                return false;
            }

            if (!Sleep() && _checkpoints.IsDue)
            {
                _checkpoints.Run();
            }
        }
    }

    private void TakeWaiting()
    {
        WorkItem? oldest = null;
        for (var item = Interlocked.Exchange(ref _head, null); item is not null;)
        {
            (item.Next, oldest, item) = (oldest, item, item.Next);
        }

        for (var item = oldest; item is not null;)
        {
            var next = item.Next;
            item.Next = null;
            _taken.Enqueue(item);
            item = next;
        }
    }

    /// <returns>False when nothing came for a while and there is time for a checkpoint.</returns>
    private bool Sleep()
    {
        var woken = true;
        lock (_gate)
        {
            // A full fence: either we see the item, or its submitter sees that we sleep.
            Volatile.Write(ref _sleeping, true);
            Interlocked.MemoryBarrier();
            if (Volatile.Read(ref _head) is null && !_stopping)
            {
                woken = Monitor.Wait(_gate, _checkpoints.IsDue ? Idle : Timeout.InfiniteTimeSpan);
            }

            Volatile.Write(ref _sleeping, false);
        }

        return woken;
    }

    private void RunBatch()
    {
        var started = Stopwatch.GetTimestamp();
        if (RunTogether() is { } fault)
        {
            RunApart(fault);
        }

        var captured = 0;
        foreach (var item in _batch)
        {
            captured += item.AnswersAtOnce ? 1 : 0;
            if (item.Error is null)
            {
                item.Committed();
            }
        }

        AfterBatch(captured);
        Telemetry.Commit(_batch.Count, started);
        if (Stopwatch.GetElapsedTime(started) > Slow)
        {
            _log.LogWarning("A commit of {Count} took {Seconds:N1} s: the disk is slow", _batch.Count, Stopwatch.GetElapsedTime(started).TotalSeconds);
        }

        Completions.Run(_batch);
        _batch.Clear();
        _checkpoints.AfterCommit();
    }

    /// <summary>All in one transaction. Returns what went wrong, with nothing applied.</summary>
    private Exception? RunTogether()
    {
        try
        {
            _tables.BeginBatch();
            _tables.Begin.Run();
            foreach (var item in _batch)
            {
                item.Apply(_tables);
            }

            _tables.Commit.Run();
            return null;
        }
        catch (Exception cause) when (cause is not SqliteFault { IsFatal: true })
        {
            RollBack();
            return cause;
        }
    }

    /// <summary>Again, each item behind a savepoint, so that only the culprits fail. A full disk fails them all.</summary>
    private void RunApart(Exception first)
    {
        if (_batch.Count == 1 || first is SqliteFault { IsOfOneItem: false })
        {
            FailAll(first);
            return;
        }

        try
        {
            _tables.Begin.Run();
            foreach (var item in _batch)
            {
                RunOne(item);
            }

            _tables.Commit.Run();
        }
        catch (SqliteFault fault) when (!fault.IsFatal)
        {
            RollBack();
            FailAll(fault);
        }
    }

    private void RunOne(WorkItem item)
    {
        _connection.Execute("SAVEPOINT item");
        try
        {
            item.Apply(_tables);
        }
        catch (Exception cause) when (cause is not SqliteFault { IsOfOneItem: false })
        {
            item.Error = new StorageException("The store refused to write this.", cause);
            _connection.Execute("ROLLBACK TO item");
        }

        _connection.Execute("RELEASE item");
    }

    private void FailAll(Exception cause)
    {
        _log.LogError(cause, "A batch of {Count} could not be written", _batch.Count);
        var error = new StorageException(cause is SqliteFault { IsFull: true } ? "The disk is full." : "The store could not write.", cause);
        foreach (var item in _batch)
        {
            item.Error = error;
        }
    }

    private void RollBack()
    {
        if (_connection.InTransaction)
        {
            _connection.Execute("ROLLBACK");
        }
    }

    /// <summary>Nobody is left waiting: the batch in hand, what was taken, and what still waits all get the answer.</summary>
    private void End(StorageException error)
    {
        var left = Interlocked.Exchange(ref _head, Closed);
        for (; left is not null; left = left.Next)
        {
            _taken.Enqueue(left);
        }

        _batch.AddRange(_taken);
        foreach (var item in _batch)
        {
            item.Error ??= error;
        }

        Completions.Run(_batch);
        _batch.Clear();
    }

    private sealed class Marker : WorkItem
    {
        public override void Apply(Tables tables) => throw new InvalidOperationException();

        public override void Complete() => throw new InvalidOperationException();
    }
}
