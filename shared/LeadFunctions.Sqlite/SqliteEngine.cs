using LeadFunctions.Sqlite.Erasing;
using LeadFunctions.Sqlite.Leads;
using LeadFunctions.Sqlite.Queue;
using LeadFunctions.Sqlite.Storage;
using LeadFunctions.Sqlite.Worker;
using LeadFunctions.UseCases.Ports;
using Microsoft.Extensions.Logging;

namespace LeadFunctions.Sqlite;

/// <summary>
/// The embedded engine: leads, queue, schedule and registers in one SQLite file, and the worker that runs the steps of the flow.
/// Open it, hand <see cref="Store"/> and <see cref="Queue"/> to whoever needs them, run it, dispose of it.
/// </summary>
public sealed class SqliteEngine : IAsyncDisposable
{
    private readonly DataFile _file;
    private readonly Writer _writer;
    private readonly Readers _readers;
    private readonly LeadList _list;
    private readonly StepQueues _steps;
    private readonly Room _room;
    private readonly StepWorker _worker;
    private readonly QueueGauges _gauges;
    private readonly Eraser _eraser;
    private readonly PageFile _pages;
    private int _failed;
    private int _disposed;

    private SqliteEngine(SqliteOptions options, DataFile file, TimeProvider clock, ILoggerFactory logs)
    {
        var log = logs.CreateLogger("LeadFunctions.Store");
        options.OnOpened?.Invoke(file.Connection);
        _file = file;
        _steps = new StepQueues(options);
        var room = _room = new Room(options.MaxMessages, options.MaxBytes);
        var start = Startup.Read(file, _steps, room, options, clock);
        var tables = new Tables(file.Connection, clock, start.LastSeq);
        _writer = new Writer(file.Connection, tables, cause => Failed(cause, options), log);
        var share = new CaptureFirst(room);
        var arrivals = new Arrivals(_steps, new Dispatcher(_steps, new InFlightNotes(file.Lock), share, options), room, start.Suspects);
        arrivals.Due(tables.Messages.NextDue());
        _readers = new Readers(file.Path, tables.Inside);
        var cursors = new Cursors(start.CursorKey);
        _list = new LeadList(_readers, cursors, options.SearchLimit);
        var random = new Random();
        _worker = new StepWorker(arrivals.Dispatcher, _writer, arrivals, new WorkerSettings(options, clock, options.Draw ?? random.NextDouble, log));
        _writer.AfterBatch = captured =>
        {
            share.Committed(captured);
            _worker.Kick();
        };
        Queue = new SqliteQueue(_writer, arrivals, (_readers, cursors), clock);
        _gauges = new QueueGauges(_steps, Queue.OldestAge);
        Store = new SqliteLeadStore(_readers, _list, cursors, commit => CommitAsync(commit, arrivals));
        _pages = new PageFile(file.Path);
        _eraser = new Eraser(_readers, _writer, (_steps, room), new Cleaner(_pages, _writer));
        _writer.Start();
    }

    /// <summary>Erases leads from the file and its log.</summary>
    public Task<Erased> EraseAsync(Erasure erasure, bool dryRun, CancellationToken ct) => _eraser.EraseAsync(erasure, dryRun, ct);

    /// <summary>Leads, visitors, timelines and registers.</summary>
    public ILeadStore Store { get; }

    /// <summary>False when the queue is at its bound and refuses what comes.</summary>
    public bool HasRoom => _room.HasRoom;

    /// <summary>The way into the queue.</summary>
    public SqliteQueue Queue { get; }

    /// <summary>False once the store can go on no longer (a failed fsync): everything is refused until the process starts again.</summary>
    public bool IsHealthy => Volatile.Read(ref _failed) == 0;

    /// <summary>Opens or creates the file. Messages can be enqueued at once; they wait for <see cref="RunAsync"/>.</summary>
    /// <exception cref="StoreInUseException">Another process has the file.</exception>
    /// <exception cref="CorruptStoreException">The file is damaged, or its log is missing. Nothing was changed.</exception>
    /// <exception cref="StorageException">It cannot be opened, is not ours, or is of a newer version.</exception>
    public static SqliteEngine Open(SqliteOptions options, TimeProvider clock, ILoggerFactory logs)
    {
        var file = DataFile.Open(options, logs.CreateLogger("LeadFunctions.Store"));
        try
        {
            return new SqliteEngine(options, file, clock, logs);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Runs the steps until <paramref name="ct"/> is cancelled; then lets the handlers that run finish, within the limit.</summary>
    /// <param name="services">Gives each step's handler (a singleton) by its type.</param>
    /// <exception cref="InvalidOperationException">A step has no handler.</exception>
    public async Task RunAsync(IServiceProvider services, CancellationToken ct)
    {
        _worker.Open(_steps, services);
        using var timekeeper = new Timekeeper(_worker);
        timekeeper.Start();
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = ct.Register(stopped.SetResult);
        await stopped.Task.ConfigureAwait(false);
        await _worker.CloseAsync().ConfigureAwait(false);
    }

    /// <summary>Writes what is queued, moves the log into the file and marks it clean.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 1)
        {
            return;
        }

        _gauges.Dispose();
        await Task.Run(_writer.Dispose).ConfigureAwait(false);
        _readers.Dispose();
        _list.Dispose();
        _worker.Dispose();
        if (IsHealthy)
        {
            _file.MarkClean();
        }

        _file.Dispose();
        _pages.Dispose();
    }

    private void Failed(Exception cause, SqliteOptions options)
    {
        Volatile.Write(ref _failed, 1);
        options.OnFatal?.Invoke(cause);
    }

    private Task<CommitResult> CommitAsync(Commit commit, Arrivals arrivals)
    {
        try
        {
            _readers.MustBeOutside();
            if (commit.Messages.Count > 0)
            {
                arrivals.Room.MustHaveRoom();
            }

            var item = new CommitItem(PreparedCommit.Of(commit, _steps), arrivals);
            _writer.Submit(item);
            return item.Answer;
        }
        catch (Exception cause)
        {
            return Task.FromException<CommitResult>(cause);
        }
    }
}
