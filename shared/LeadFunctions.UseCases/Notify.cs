namespace LeadFunctions.UseCases;

public sealed class Notify : IHandle<Message.NotificationDue>
{
    public Task<Outcome> HandleAsync(IReadOnlyList<Message.NotificationDue> messages, CancellationToken ct) => Task.FromResult<Outcome>(new Outcome.Skipped("stub"));
}
