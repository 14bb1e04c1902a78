namespace LeadFunctions.Cloud.Tests.Support;

/// <summary>A clock that a test moves. Its timers fire at once, so that nobody waits for what the test does not move.</summary>
public sealed class ManualClock : TimeProvider
{
    private long _now = new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero).UtcTicks;

    /// <summary>Whether delays end at once (they then count as waited).</summary>
    public bool SkipsDelays { get; init; }

    public override DateTimeOffset GetUtcNow() => new(Volatile.Read(ref _now), TimeSpan.Zero);

    public void Advance(TimeSpan by) => Interlocked.Add(ref _now, by.Ticks);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        // A delay is shorter than any time limit that is set here.
        if (SkipsDelays && dueTime > TimeSpan.Zero && dueTime <= TimeSpan.FromSeconds(5))
        {
            Advance(dueTime);
            ThreadPool.QueueUserWorkItem(_ => callback(state));
        }

        return new Timer();
    }

    private sealed class Timer : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
