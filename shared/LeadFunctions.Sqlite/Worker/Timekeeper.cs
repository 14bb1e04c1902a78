namespace LeadFunctions.Sqlite.Worker;

/// <summary>
/// Wakes exactly when the next scheduled message is due, and at least once a second: so a clock that was set forward or back is noticed,
/// and handlers over their limit are ended.
/// </summary>
internal sealed class Timekeeper : IDisposable
{
    private static readonly TimeSpan AtLeast = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan HousekeepingEvery = TimeSpan.FromMinutes(10);

    private readonly StepWorker _worker;
    private readonly TimeProvider _clock;
    private readonly ITimer _timer;
    private int _moving;
    private long _keptHouse;

    public Timekeeper(StepWorker worker)
    {
        (_worker, _clock) = (worker, worker.Settings.Clock);
        _keptHouse = _clock.GetTimestamp();
        _timer = _clock.CreateTimer(_ => Tick(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _worker.Arrivals.OnSooner = Arm;
    }

    public void Start()
    {
        Arm();
        MoveDue();
    }

    public void Dispose()
    {
        _worker.Arrivals.OnSooner = static () => { };
        _timer.Dispose();
    }

    private void Arm()
    {
        var until = TimeSpan.FromTicks(Math.Max(0, Math.Min(_worker.Arrivals.NextDue - _clock.GetUtcNow().UtcTicks, AtLeast.Ticks)));
        _timer.Change(Volatile.Read(ref _moving) == 1 ? AtLeast : until, Timeout.InfiniteTimeSpan);
    }

    private void Tick()
    {
        if (_worker.Arrivals.NextDue <= _clock.GetUtcNow().UtcTicks)
        {
            MoveDue();
        }

        if (_clock.GetElapsedTime(_keptHouse) >= HousekeepingEvery)
        {
            _keptHouse = _clock.GetTimestamp();
            _worker.Writer.Submit(new Housekeeping(_worker.Settings.Options, _worker.Writer));
        }

        _worker.Tick();
        Arm();
    }

    private void MoveDue()
    {
        if (Interlocked.Exchange(ref _moving, 1) == 0)
        {
            _worker.Writer.Submit(new MoveDue(_worker.Arrivals, Moved));
        }
    }

    private void Moved(bool wentWell)
    {
        Volatile.Write(ref _moving, 0);
        if (wentWell)
        {
            Arm();
        }
    }
}
