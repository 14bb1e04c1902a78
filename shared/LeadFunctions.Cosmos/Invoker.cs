using LeadFunctions.UseCases;

namespace LeadFunctions.Cosmos;

/// <summary>Calls a step's handler, whose message type is known only to the flow.</summary>
internal abstract class Invoker
{
    /// <exception cref="InvalidOperationException">The step's handler is not registered.</exception>
    public static Invoker Of(FlowStep step, IServiceProvider handlers)
    {
        var handler = handlers.GetService(step.HandlerType)
            ?? throw new InvalidOperationException($"Step {step.Name} has no handler: {step.HandlerType.Name} is not registered.");
        return (Invoker)Activator.CreateInstance(typeof(Invoker<>).MakeGenericType(step.MessageType), handler)!;
    }

    public abstract Task<Outcome> HandleAsync(IReadOnlyList<Message> messages, CancellationToken ct);
}

internal sealed class Invoker<TMessage>(IHandle<TMessage> handler) : Invoker
    where TMessage : Message
{
    public override Task<Outcome> HandleAsync(IReadOnlyList<Message> messages, CancellationToken ct) =>
        handler.HandleAsync([.. messages.Cast<TMessage>()], ct);
}
