namespace LeadFunctions.UseCases;

public sealed class DecayLead : IHandle<Message.LeadDue>
{
    public Task<Outcome> HandleAsync(IReadOnlyList<Message.LeadDue> messages, CancellationToken ct) => Task.FromResult<Outcome>(new Outcome.Skipped("stub"));
}
