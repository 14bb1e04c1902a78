namespace LeadFunctions.UseCases;

public sealed class FollowVisitor : IHandle<Message.VisitorSeen>
{
    public Task<Outcome> HandleAsync(IReadOnlyList<Message.VisitorSeen> messages, CancellationToken ct) => Task.FromResult<Outcome>(new Outcome.Skipped("stub"));
}
