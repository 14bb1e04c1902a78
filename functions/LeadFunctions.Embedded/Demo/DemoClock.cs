namespace LeadFunctions.Embedded.Demo;

/// <summary>
/// A clock that is set forward while a history is played, and then goes on from there, faster if asked to. Timers keep real time, so that no handler is out of
/// time when a week passes; the short ones, which watch for what is due, are woken at each jump.
/// </summary>
public sealed class DemoClock(DateTimeOffset start) : TimeProvider
{
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly HashSet<DemoTimer> _watching = [];
    private DateTimeOffset _from = start;
    private long _since;
    private double _speed;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
        {
            return _speed == 0 ? _from : _from + (System.GetElapsedTime(_since) * _speed);
        }
    }

    /// <summary>It is that time now; what is due by then is noticed before this returns. Never goes back.</summary>
    public void JumpTo(DateTimeOffset instant)
    {
        List<DemoTimer> watching;
        lock (_gate)
        {
            _from = instant > _from ? instant : _from;
            watching = [.. _watching];
        }

        watching.ForEach(timer => timer.Fire());
    }

    /// <summary>From now on time passes by itself.</summary>
    public void Run(double speed)
    {
        lock (_gate)
        {
            (_since, _speed) = (System.GetTimestamp(), speed);
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new DemoTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class DemoTimer : ITimer
    {
        private readonly DemoClock _clock;
        private readonly Action _callback;
        private readonly ITimer _real;

        public DemoTimer(DemoClock clock, Action callback)
        {
            (_clock, _callback) = (clock, callback);
            _real = System.CreateTimer(_ => Fire(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (_clock._gate)
            {
                if (dueTime != Timeout.InfiniteTimeSpan && dueTime <= Short && period == Timeout.InfiniteTimeSpan)
                {
                    _clock._watching.Add(this);
                }
                else
                {
                    _clock._watching.Remove(this);
                }
            }

            return _real.Change(dueTime, period);
        }

        public void Fire() => _callback();

        public void Dispose()
        {
            lock (_clock._gate)
            {
                _clock._watching.Remove(this);
            }

            _real.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
