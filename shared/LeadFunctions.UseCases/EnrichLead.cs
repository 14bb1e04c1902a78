namespace LeadFunctions.UseCases;

public sealed class EnrichLead : IHandle<Message.LeadCaptured>
{
    public Task<Outcome> HandleAsync(IReadOnlyList<Message.LeadCaptured> messages, CancellationToken ct) => Task.FromResult<Outcome>(new Outcome.Skipped("stub"));
}
