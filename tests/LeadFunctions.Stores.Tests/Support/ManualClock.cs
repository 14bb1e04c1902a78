namespace LeadFunctions.Stores.Tests.Support;

/// <summary>A clock that moves only when told, in either direction. Timers fire, in order, while it moves forward.</summary>
public sealed class ManualClock : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<ManualTimer> _timers = [];
    private DateTimeOffset _now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private long _elapsed;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
        {
            return _now;
        }
    }

    public override long GetTimestamp() => Interlocked.Read(ref _elapsed);

    /// <summary>Time passes.</summary>
    public void Advance(TimeSpan time)
    {
        var end = GetTimestamp() + time.Ticks;
        while (NextBefore(end) is { } timer)
        {
            Pass(Math.Max(0, timer.At - GetTimestamp()));
            timer.Fire();
        }

        Pass(end - GetTimestamp());
    }

    /// <summary>Somebody sets the clock; no time passes.</summary>
    public void SetForward(TimeSpan by)
    {
        lock (_gate)
        {
            _now += by;
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    private void Pass(long ticks)
    {
        lock (_gate)
        {
            _now += TimeSpan.FromTicks(ticks);
            _elapsed += ticks;
        }
    }

    private ManualTimer? NextBefore(long end)
    {
        lock (_gate)
        {
            return _timers.Where(timer => timer.At <= end).MinBy(timer => timer.At);
        }
    }

    private sealed class ManualTimer(ManualClock clock, Action callback) : ITimer
    {
        public long At { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock._gate)
            {
                clock._timers.Remove(this);
                if (dueTime == TimeSpan.Zero)
                {
                    ThreadPool.QueueUserWorkItem(_ => callback());
                }
                else if (dueTime != Timeout.InfiniteTimeSpan)
                {
                    At = clock._elapsed + dueTime.Ticks;
                    clock._timers.Add(this);
                }
            }

            return true;
        }

        public void Fire()
        {
            Dispose();
            callback();
        }

        public void Dispose()
        {
            lock (clock._gate)
            {
                clock._timers.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
