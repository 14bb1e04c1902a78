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
    /// <summary>Items in one transaction; bounds how long the first of them waits. Half of what a step may have in flight, so that pumps have work meanwhile.</summary>
    private const int MostAtOnce = 512;

    /// <summary>The same when requests are among them.</summary>
    private const int MostWithRequests = 256;

    /// <summary>So many in one transaction are a backlog.</summary>
    private const int Flood = 96;

    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(2);

    /// <summary>After so long without work there is time for a checkpoint.</summary>
    private static readonly TimeSpan Idle = TimeSpan.FromMilliseconds(250);

    private readonly WaitingItems _waiting = new();
    private readonly Queue<WorkItem> _taken = new();
    private readonly List<WorkItem> _batch = [];
    private readonly Transactions _transactions;
    private readonly Checkpoints _checkpoints;
    private readonly Action<Exception> _onFatal;
    private readonly ILogger _log;
    private readonly Thread _thread;
    private volatile bool _stopping;

    public Writer(Connection connection, Tables tables, Action<Exception> onFatal, ILogger log)
    {
        (_onFatal, _log) = (onFatal, log);
        _transactions = new Transactions(connection, tables, log);
        _checkpoints = new Checkpoints(connection);
        _thread = new Thread(Run) { Name = "store-writer", IsBackground = true };
    }

    /// <summary>Called on the writer's thread after each batch is on disk and in memory, with how many requests it captured.</summary>
    public Action<int> AfterBatch { get; set; } = static _ => { };

    public void Start() => _thread.Start();

    /// <summary>Queues an item; it is completed when it is on disk, or at once when the store is closed.</summary>
    public void Submit(WorkItem item)
    {
        if (!_waiting.TryAdd(item))
        {
            item.Error = new StorageException("The store is closed.");
            item.Complete();
        }
    }

    /// <summary>Writes what is queued, then ends the thread. Later items are refused.</summary>
    public void Dispose()
    {
        _stopping = true;
        _waiting.Wake();
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
        for (_waiting.Take(_taken); _taken.Count == 0; _waiting.Take(_taken))
        {
            if (_stopping)
            {
                return false;
            }

            if (!_waiting.Wait(_checkpoints.IsDue ? Idle : Timeout.InfiniteTimeSpan, unless: () => _stopping))
            {
                _checkpoints.Run();
            }
        }

        for (var most = MostAtOnce; _taken.Count > 0 && _batch.Count < most;)
        {
            var item = _taken.Dequeue();
            most = item.AnswersAtOnce ? MostWithRequests : most;
            _batch.Add(item);
        }

        return true;
    }

    private void RunBatch()
    {
        var started = Stopwatch.GetTimestamp();
        _transactions.Run(_batch);
        var captured = 0;
        foreach (var item in _batch)
        {
            captured += item.AnswersAtOnce ? 1 : 0;
            if (item.Error is null)
            {
                item.Committed();
                item.LeaveNoTrace(_checkpoints);
            }
        }

        AfterBatch(captured);
        Report(started);
        var inFlood = _batch.Count >= Flood && captured == 0;
        Completions.Run(_batch);
        _batch.Clear();
        _checkpoints.AfterCommit(inFlood);
    }

    private void Report(long started)
    {
        Telemetry.Commit(_batch.Count, started);
        if (Stopwatch.GetElapsedTime(started) is var took && took > Slow)
        {
            _log.LogWarning("A commit of {Count} took {Seconds:N1} s: the disk is slow", _batch.Count, took.TotalSeconds);
        }
    }

    /// <summary>Nobody is left waiting: the batch in hand, what was taken, and what still waits all get the answer.</summary>
    private void End(StorageException error)
    {
        _waiting.TakeLast(_taken);
        _batch.AddRange(_taken);
        foreach (var item in _batch)
        {
            item.Error ??= error;
        }

        Completions.Run(_batch);
        _batch.Clear();
    }
}
