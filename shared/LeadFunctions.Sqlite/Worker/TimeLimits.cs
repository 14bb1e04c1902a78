namespace LeadFunctions.Sqlite.Worker;

/// <summary>Cancellation tokens for handlers, one for all that begin within the same second: a timer per message would cost more than most handlers.</summary>
internal sealed class TimeLimits(TimeProvider clock, TimeSpan limit) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Queue<(long Started, CancellationTokenSource Source)> _recent = new();
    private CancellationTokenSource? _current;
    private long _started;
    private bool _ended;

    /// <summary>Cancelled between the limit and a second more from now, and at shutdown.</summary>
    public CancellationToken Token()
    {
        lock (_gate)
        {
            if (_ended)
            {
                return new CancellationToken(canceled: true);
            }

            if (_current is null || clock.GetElapsedTime(_started) >= TimeSpan.FromSeconds(1))
            {
                Renew();
            }

            return _current!.Token;
        }
    }

    public void CancelAll()
    {
        CancellationTokenSource[] all;
        lock (_gate)
        {
            _ended = true;
            all = [.. _recent.Select(recent => recent.Source)];
        }

        foreach (var source in all)
        {
            source.Cancel();
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _ended = true;
            while (_recent.TryDequeue(out var recent))
            {
                recent.Source.Dispose();
            }
        }
    }

    private void Renew()
    {
        while (_recent.TryPeek(out var oldest) && clock.GetElapsedTime(oldest.Started) > limit + TimeSpan.FromSeconds(5))
        {
            _recent.Dequeue().Source.Dispose();
        }

        _started = clock.GetTimestamp();
        _current = new CancellationTokenSource(limit + TimeSpan.FromSeconds(1), clock);
        _recent.Enqueue((_started, _current));
    }
}
