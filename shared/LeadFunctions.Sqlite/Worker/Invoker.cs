using LeadFunctions.UseCases;

namespace LeadFunctions.Sqlite.Worker;

/// <summary>Calls one step's handler without reflection per message.</summary>
internal abstract class Invoker
{
    /// <exception cref="InvalidOperationException">The step's handler is not registered.</exception>
    public static Invoker Of(FlowStep step, IServiceProvider services)
    {
        var handler = services.GetService(step.HandlerType)
            ?? throw new InvalidOperationException($"Step {step.Name} has no handler: {step.HandlerType.Name} is not registered.");
        return (Invoker)Activator.CreateInstance(typeof(Invoker<>).MakeGenericType(step.MessageType), handler)!;
    }

    public abstract bool Takes(Message message);

    /// <summary>Begins the handler. Never throws: what it throws comes as a failed task.</summary>
    public Task<Outcome> Run(ReadOnlySpan<Queued> messages, CancellationToken ct)
    {
        try
        {
            return HandleAsync(messages, ct);
        }
        catch (Exception cause)
        {
            return Task.FromException<Outcome>(cause);
        }
    }

    protected abstract Task<Outcome> HandleAsync(ReadOnlySpan<Queued> messages, CancellationToken ct);
}

internal sealed class Invoker<TMessage>(IHandle<TMessage> handler) : Invoker
    where TMessage : Message
{
    public override bool Takes(Message message) => message is TMessage;

    protected override Task<Outcome> HandleAsync(ReadOnlySpan<Queued> messages, CancellationToken ct)
    {
        var typed = new TMessage[messages.Length];
        for (var index = 0; index < typed.Length; index++)
        {
            typed[index] = (TMessage)messages[index].Message!;
        }

        return handler.HandleAsync(typed, ct);
    }
}
