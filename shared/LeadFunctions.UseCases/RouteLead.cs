namespace LeadFunctions.UseCases;

public sealed class RouteLead : IHandle<Message.LeadNeedsOwner>
{
    public Task<Outcome> HandleAsync(IReadOnlyList<Message.LeadNeedsOwner> messages, CancellationToken ct) => Task.FromResult<Outcome>(new Outcome.Skipped("stub"));
}
