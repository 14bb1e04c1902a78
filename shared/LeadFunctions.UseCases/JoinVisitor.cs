namespace LeadFunctions.UseCases;

public sealed class JoinVisitor : IHandle<Message.VisitorIdentified>
{
    public Task<Outcome> HandleAsync(IReadOnlyList<Message.VisitorIdentified> messages, CancellationToken ct) => Task.FromResult<Outcome>(new Outcome.Skipped("stub"));
}
