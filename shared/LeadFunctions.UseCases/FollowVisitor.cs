using LeadFunctions.Domain.Leads;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.UseCases;

/// <summary>
/// A browser's signals -> kept on the visitor while it is anonymous; passed on to its lead, with their own ids and times, once it is known.
/// Wakes <see cref="ApplySignal"/>.
/// </summary>
public sealed class FollowVisitor(ILeadStore leads, TimeProvider clock) : IHandle<Message.VisitorSeen>
{
    public async Task<Outcome> HandleAsync(IReadOnlyList<Message.VisitorSeen> messages, CancellationToken ct)
    {
        var visitor = await leads.FindVisitorAsync(messages[0].VisitorId, ct) ?? new Visitor { Id = messages[0].VisitorId };
        var signals = messages.SelectMany(message => message.Signals).DistinctBy(signal => signal.Id).ToList();
        if (visitor.LeadId is { } leadId)
        {
            return new Outcome.Done(new Commit { Messages = [new Outgoing(new Message.SignalArrived(leadId, null, signals))] });
        }

        if (signals.All(signal => visitor.Signals.Any(known => known.Id == signal.Id)))
        {
            return new Outcome.Skipped("every signal is known");
        }

        return new Outcome.Done(new Commit { Visitor = visitor with { Signals = Keep(visitor.Signals, signals), LastSeenAt = clock.GetUtcNow() } });
    }

    /// <summary>The latest ones, by event time; a repeated id once.</summary>
    private static List<Signal> Keep(IReadOnlyList<Signal> known, List<Signal> fresh) =>
        [.. known.Concat(fresh).DistinctBy(signal => signal.Id).OrderBy(signal => signal.At).ThenBy(signal => signal.Id, StringComparer.Ordinal).TakeLast(Visitor.Cap)];
}
