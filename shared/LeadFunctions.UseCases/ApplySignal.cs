namespace LeadFunctions.UseCases;

public sealed class ApplySignal : IHandle<Message.SignalArrived>
{
    public Task<Outcome> HandleAsync(IReadOnlyList<Message.SignalArrived> messages, CancellationToken ct) => Task.FromResult<Outcome>(new Outcome.Skipped("stub"));
}
