using System.Collections.Concurrent;
using LeadFunctions.Sqlite.Queue;
using LeadFunctions.Sqlite.Storage;
using Microsoft.Extensions.Logging;

namespace LeadFunctions.Sqlite.Worker;

/// <summary>Runs the steps: pumps take messages from the dispatcher and begin handlers; what comes of each is a <see cref="Handling"/>.</summary>
internal sealed class StepWorker(Dispatcher dispatcher, Writer writer, Arrivals arrivals, WorkerSettings settings) : IThreadPoolWorkItem, IDisposable
{
    private readonly ConcurrentDictionary<Attempt, byte> _running = new();
    private readonly ConcurrentQueue<Handling> _postponed = new();
    private readonly TimeLimits _limits = new(settings.Clock, settings.Options.HandlerLimit);
    private Dictionary<StepQueue, Invoker> _invokers = [];

    public Arrivals Arrivals { get; } = arrivals;

    public Dispatcher Dispatcher { get; } = dispatcher;

    public Writer Writer { get; } = writer;

    public WorkerSettings Settings { get; } = settings;

    public Judge Judge { get; } = new(arrivals.Steps, settings);

    /// <summary>Handlers are being ended because the process ends; that is no fault of their messages.</summary>
    public bool IsClosing { get; private set; }

    /// <exception cref="InvalidOperationException">A step has no handler.</exception>
    public void Open(StepQueues steps, IServiceProvider services)
    {
        _invokers = steps.Known.ToDictionary(step => step, step => Invoker.Of(step.Step!, services));
        Dispatcher.Open();
        Kick();
    }

    /// <summary>Gives out no more, waits for what runs, then cancels it.</summary>
    public async Task CloseAsync()
    {
        IsClosing = true;
        Dispatcher.Close();
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        var deadline = TimeProvider.System.GetTimestamp();
        while (Dispatcher.Running > _postponed.Count && TimeProvider.System.GetElapsedTime(deadline) < Settings.Options.ShutdownLimit)
        {
            await tick.WaitForNextTickAsync();
        }

        _limits.CancelAll();
    }

    /// <summary>Called after every batch: wakes what the batch made possible.</summary>
    public void Kick()
    {
        if (Dispatcher.ShouldPageIn(out var after))
        {
            Writer.Submit(new PageIn(Arrivals, after));
        }

        if (Dispatcher.NeedsPump())
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }

    /// <summary>One pump: handles until nothing is ready. A handler that waits does not hold it up; one that blocks for good is left behind.</summary>
    public void Execute()
    {
        while (Dispatcher.Take() is { } taken)
        {
            if (Dispatcher.NeedsPump())
            {
                ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
            }

            Handling handling = taken.Lane.TakesTurns ? new Turn(this, taken) : new Attempt(this, taken);
            if (!handling.Begin())
            {
                return;
            }
        }
    }

    public void Dispose() => _limits.Dispose();

    public Invoker InvokerOf(StepQueue step) => _invokers[step];

    public CancellationToken LimitToken() => _limits.Token();

    public void Began(Attempt attempt) => _running.TryAdd(attempt, 0);

    public void Ended(Attempt attempt) => _running.TryRemove(attempt, out _);

    /// <summary>The store could not write the outcome; the messages are still there and are tried again at the next tick.</summary>
    public void Postpone(Handling handling) => _postponed.Enqueue(handling);

    /// <summary>About once a second: ends handlers that are over their limit, and takes up again what the store could not write, and turns where they were too long.</summary>
    public void Tick()
    {
        Dispatcher.LetHandle();
        foreach (var step in _invokers.Keys)
        {
            step.TakeTurns();
        }

        for (var count = _postponed.Count; count > 0 && _postponed.TryDequeue(out var handling); count--)
        {
            handling.GiveUp();
        }

        foreach (var (attempt, _) in _running)
        {
            if (attempt.Age > Settings.Options.HandlerLimit + TimeSpan.FromSeconds(1))
            {
                attempt.Expire();
            }
        }

        Kick();
    }
}

/// <summary>What handlings need besides the queue itself.</summary>
internal sealed record WorkerSettings(SqliteOptions Options, TimeProvider Clock, Func<double> Draw, ILogger Log);
