using LeadFunctions.Sqlite.Queue;

namespace LeadFunctions.Sqlite.Worker;

/// <summary>
/// What is ready, in memory: a bounded mirror of the messages table. Gives out the oldest messages of a key that is not busy,
/// taking turns between steps, within each step's limit; and counts the pumps, so that no wake-up is lost between "nothing to do" and "something came".
/// </summary>
internal sealed class Dispatcher
{
    private readonly Lock _gate = new();
    private readonly Lanes _lanes;
    private readonly InFlightNotes _notes;
    private readonly CaptureFirst _share;
    private readonly int _maxInMemory;
    private readonly int _maxPumps;
    private int _inMemory;
    private int _running;
    private int _pumps;
    private bool _open;
    private bool _behind = true;
    private bool _paging;
    private long _mirroredUpTo;

    public Dispatcher(StepQueues steps, InFlightNotes notes, CaptureFirst share, SqliteOptions options)
    {
        (_notes, _share, _maxInMemory, _maxPumps) = (notes, share, options.MaxInMemory, options.Pumps);
        _lanes = new Lanes(steps.Known);
    }

    /// <summary>Handlings that were given out and are not released.</summary>
    public int Running
    {
        get
        {
            lock (_gate)
            {
                return _running;
            }
        }
    }

    public void Open() => SetOpen(true);

    /// <summary>Whatever the rush, something is handled every second.</summary>
    public void LetHandle() => _share.Tick();

    /// <summary>Nothing more is given out.</summary>
    public void Close() => SetOpen(false);

    /// <summary>A message is on disk and ready. In the order of <see cref="Queued.Seq"/>; when memory is full it is left on disk, and so is all that comes after it.</summary>
    public void Arrived<T>(T stored, Func<T, Queued> read)
    {
        lock (_gate)
        {
            _behind |= _inMemory >= _maxInMemory;
            if (!_behind)
            {
                Add(read(stored));
            }
        }
    }

    /// <summary>True, once, when messages wait on disk and there is room for them here; then <see cref="PagedIn"/> must follow.</summary>
    public bool ShouldPageIn(out long after)
    {
        lock (_gate)
        {
            after = _mirroredUpTo;
            var should = _open && _behind && !_paging && _inMemory <= _maxInMemory / 2;
            _paging |= should;
            return should;
        }
    }

    /// <param name="all">True when nothing more waits on disk.</param>
    public void PagedIn(IReadOnlyList<Queued> messages, bool all)
    {
        lock (_gate)
        {
            foreach (var message in messages)
            {
                Add(message);
            }

            _paging = false;
            _behind = !all;
        }
    }

    /// <summary>The next messages to handle, all of one key and step, oldest first. Null when nothing can be given out; then the calling pump counts as ended.</summary>
    public Taken? Take()
    {
        lock (_gate)
        {
            if (!_open || !_share.TryHandle() || _lanes.Take() is not { } taken)
            {
                _pumps--;
                return null;
            }

            _running++;
            _notes.Add(taken.Messages);
            return taken;
        }
    }

    /// <summary>The first <paramref name="handled"/> of the messages are done with (0: they stay and will be given out again).</summary>
    public void Release(Taken taken, int handled)
    {
        lock (_gate)
        {
            _notes.Remove(taken.Messages);
            _running--;
            _inMemory -= handled;
            _lanes.Return(taken, handled);
        }
    }

    /// <summary>True when there is work and a pump may be added; the caller must start it.</summary>
    public bool NeedsPump()
    {
        lock (_gate)
        {
            var needs = _pumps < _maxPumps && _share.MayHandle && _open && _lanes.HasReady;
            _pumps += needs ? 1 : 0;
            return needs;
        }
    }

    /// <summary>A pump is stuck in a handler that does not return; it no longer counts.</summary>
    public void PumpLost()
    {
        lock (_gate)
        {
            _pumps--;
        }
    }

    private void SetOpen(bool open)
    {
        lock (_gate)
        {
            _open = open;
        }
    }

    private void Add(Queued message)
    {
        _mirroredUpTo = message.Seq;
        _inMemory++;
        _lanes.Add(message);
    }
}
