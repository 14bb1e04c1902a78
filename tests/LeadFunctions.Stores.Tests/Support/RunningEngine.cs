using LeadFunctions.Sqlite;
using LeadFunctions.UseCases;
using LeadFunctions.UseCases.Ports;
using Microsoft.Extensions.Logging.Abstractions;

namespace LeadFunctions.Stores.Tests.Support;

/// <summary>An engine on a file, with handlers given as functions; runs when <see cref="Start"/> is called.</summary>
public sealed class RunningEngine : IAsyncDisposable, IServiceProvider
{
    private readonly Dictionary<Type, object> _handlers = [];
    private readonly CancellationTokenSource _stop = new();
    private Task _running = Task.CompletedTask;
    private bool _ended;

    public RunningEngine(string path, TimeProvider? clock = null, Func<SqliteOptions, SqliteOptions>? change = null)
    {
        var options = new SqliteOptions { Path = path, Steps = Steps, Draw = () => 0.5 };
        Engine = SqliteEngine.Open(change?.Invoke(options) ?? options, clock ?? TimeProvider.System, NullLoggerFactory.Instance);
        foreach (var step in Steps)
        {
            _handlers.Add(step.HandlerType, Activator.CreateInstance(step.HandlerType)!);
        }
    }

    /// <summary>The flow's names and messages, with handlers that tests fill in.</summary>
    public static IReadOnlyList<FlowStep> Steps { get; } =
    [
        FlowStep.When<Message.SignalArrived, Handler<Message.SignalArrived>>("apply-signal", batched: true),
        FlowStep.When<Message.VisitorSeen, Handler<Message.VisitorSeen>>("follow-visitor", batched: true),
        FlowStep.When<Message.LeadNeedsOwner, Handler<Message.LeadNeedsOwner>>("route-lead", oneAtATime: true),
        FlowStep.When<Message.LeadDue, Handler<Message.LeadDue>>("decay-lead"),
        FlowStep.When<Message.NotificationDue, Handler<Message.NotificationDue>>("notify"),
    ];

    public SqliteEngine Engine { get; }

    public ILeadStore Store => Engine.Store;

    public IMessageQueue Queue => Engine.Queue;

    public RunningEngine On<TMessage>(Func<IReadOnlyList<TMessage>, CancellationToken, Task<Outcome>> handle)
        where TMessage : Message
    {
        ((Handler<TMessage>)_handlers[typeof(Handler<TMessage>)]).Handle = handle;
        return this;
    }

    public RunningEngine On<TMessage>(Func<IReadOnlyList<TMessage>, Outcome> handle)
        where TMessage : Message => On<TMessage>((messages, _) => Task.FromResult(handle(messages)));

    public RunningEngine Start()
    {
        _running = Engine.RunAsync(this, _stop.Token);
        return this;
    }

    public Task EnqueueAsync(params Message[] messages) => Queue.EnqueueAsync(Given.Now(messages), default).AsTask();

    public async Task<QueueFigures> FiguresAsync(string step) => (await Queue.FiguresAsync(default)).Single(figures => figures.Step == step);

    /// <summary>Waits until nothing is ready or being handled.</summary>
    public Task QuietAsync() => Eventually.TrueAsync(async () => (await Queue.FiguresAsync(default)).All(step => step.Waiting == 0 && step.InFlight == 0));

    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _running;
    }

    public object? GetService(Type serviceType) => _handlers.GetValueOrDefault(serviceType);

    public async ValueTask DisposeAsync()
    {
        if (_ended)
        {
            return;
        }

        _ended = true;
        await StopAsync();
        await Engine.DisposeAsync();
        _stop.Dispose();
    }
}

/// <summary>A handler that a test fills in.</summary>
public sealed class Handler<TMessage> : IHandle<TMessage>
    where TMessage : Message
{
    public Func<IReadOnlyList<TMessage>, CancellationToken, Task<Outcome>> Handle { get; set; } = (_, _) => Task.FromResult<Outcome>(new Outcome.Done(Commit.Nothing));

    public Task<Outcome> HandleAsync(IReadOnlyList<TMessage> messages, CancellationToken ct) => Handle(messages, ct);
}

/// <summary>Waiting for something that happens on another thread; the limit is generous because it only matters when the test fails.</summary>
public static class Eventually
{
    public static Task TrueAsync(Func<bool> condition) => TrueAsync(() => Task.FromResult(condition()));

    public static async Task TrueAsync(Func<Task<bool>> condition)
    {
        for (var tries = 0; tries < 6000; tries++)
        {
            if (await condition())
            {
                return;
            }

            await Task.Delay(5);
        }

        Assert.Fail("It did not come true within 30 s.");
    }
}
