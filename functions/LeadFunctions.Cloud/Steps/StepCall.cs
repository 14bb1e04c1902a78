using LeadFunctions.UseCases;

namespace LeadFunctions.Cloud.Steps;

/// <summary>Calls one step's use case without reflection per message.</summary>
internal abstract class StepCall
{
    /// <exception cref="InvalidOperationException">The step's use case is not registered.</exception>
    public static StepCall Of(FlowStep step, IServiceProvider services)
    {
        var useCase = services.GetService(step.HandlerType) ?? throw new InvalidOperationException($"Step {step.Name} has no use case: {step.HandlerType.Name} is not registered.");
        return (StepCall)Activator.CreateInstance(typeof(StepCall<>).MakeGenericType(step.MessageType), useCase)!;
    }

    public abstract bool Takes(Message? message);

    /// <param name="messages">Of one key, oldest first.</param>
    public abstract Task<Outcome> HandleAsync(IEnumerable<Message> messages, CancellationToken ct);
}

internal sealed class StepCall<TMessage>(IHandle<TMessage> useCase) : StepCall
    where TMessage : Message
{
    public override bool Takes(Message? message) => message is TMessage;

    public override Task<Outcome> HandleAsync(IEnumerable<Message> messages, CancellationToken ct) => useCase.HandleAsync([.. messages.Cast<TMessage>()], ct);
}
