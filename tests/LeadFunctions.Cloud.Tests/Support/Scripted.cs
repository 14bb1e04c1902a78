using LeadFunctions.Cloud.Hosting;
using LeadFunctions.Cloud.Steps;
using LeadFunctions.UseCases;
using Microsoft.Extensions.Logging.Abstractions;

namespace LeadFunctions.Cloud.Tests.Support;

/// <summary>A step whose use case says what a test wants, over the app's own running of steps.</summary>
public sealed class Scripted : IServiceProvider, IAsyncDisposable
{
    private readonly CloudWorld _world = new();
    private readonly object _useCase;

    private Scripted(object useCase)
    {
        _useCase = useCase;
        var host = new CloudHost(async ct =>
        {
            var world = await _world.Host.OpenAsync(ct);
            return Opens is { } fault ? throw fault : world with { Services = this };
        });
        Steps = new RunStep(host, _world.Senders, _world.Clock, NullLogger<RunStep>.Instance) { Draw = () => 0.5 };
    }

    public CloudWorld World => _world;

    public RunStep Steps { get; }

    /// <summary>What opening the world throws, when set.</summary>
    public Exception? Opens { get; set; }

    public static Scripted Of<TMessage>(Func<IReadOnlyList<TMessage>, CancellationToken, Task<Outcome>> handle)
        where TMessage : Message => new(new UseCase<TMessage>(handle));

    public static Scripted Of<TMessage>(Func<IReadOnlyList<TMessage>, Outcome> handle)
        where TMessage : Message => Of<TMessage>((messages, _) => Task.FromResult(handle(messages)));

    public object? GetService(Type serviceType) => _useCase;

    /// <summary>Takes what is due of one session and runs the step on it.</summary>
    public async Task<Delivery> RunAsync(string step, Action<Delivery>? before = null)
    {
        var delivery = _world.Bus.Take(step, 100) ?? throw new InvalidOperationException("nothing is due");
        before?.Invoke(delivery);
        try
        {
            await Steps.RunAsync(step, delivery.Messages, delivery, CancellationToken.None);
            return delivery;
        }
        finally
        {
            delivery.Release();
        }
    }

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    private sealed class UseCase<TMessage>(Func<IReadOnlyList<TMessage>, CancellationToken, Task<Outcome>> handle) : IHandle<TMessage>
        where TMessage : Message
    {
        public Task<Outcome> HandleAsync(IReadOnlyList<TMessage> messages, CancellationToken ct) => handle(messages, ct);
    }
}
