using LeadFunctions.Domain.Leads;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.UseCases;

/// <summary>
/// A browser's signals -> kept on the visitor while it is anonymous or changes hands; passed on to its lead, with their own ids and times, once it is known.
/// Wakes <see cref="ApplySignal"/>.
/// </summary>
public sealed class FollowVisitor(ILeadStore leads, TimeProvider clock) : IHandle<Message.VisitorSeen>
{
    /// <summary>A known browser's last visit is written this seldom: it only keeps the store from forgetting it, after months.</summary>
    private static readonly TimeSpan SeenAgain = TimeSpan.FromDays(7);

    public async Task<Outcome> HandleAsync(IReadOnlyList<Message.VisitorSeen> messages, CancellationToken ct)
    {
        var visitor = await leads.FindVisitorAsync(messages[0].VisitorId, ct) ?? new Visitor { Id = messages[0].VisitorId };
        var signals = messages.SelectMany(message => message.Signals).DistinctBy(signal => signal.Id).ToList();
        if (visitor.LeadId is { } leadId)
        {
            var fresh = await FormerUsers.NotTheirsAsync(leads, visitor, signals, ct);
            return fresh.Count == 0
                ? new Outcome.Skipped("a former user of this browser has them")
                : new Outcome.Done(new Commit { Visitor = Touched(visitor), Messages = [new Outgoing(new Message.SignalArrived(leadId, null, fresh))] });
        }

        if (signals.All(signal => visitor.Signals.Any(known => known.Id == signal.Id)))
        {
            return new Outcome.Skipped("every signal is known");
        }

        return new Outcome.Done(new Commit { Visitor = visitor with { Signals = Keep(visitor.Signals, signals), LastSeenAt = clock.GetUtcNow() } });
    }

    private Visitor? Touched(Visitor visitor) => clock.GetUtcNow() is var now && now - visitor.LastSeenAt > SeenAgain ? visitor with { LastSeenAt = now } : null;

    /// <summary>The latest ones, by event time; a repeated id once.</summary>
    private static List<Signal> Keep(IReadOnlyList<Signal> known, List<Signal> fresh) =>
        [.. known.Concat(fresh).DistinctBy(signal => signal.Id).OrderBy(signal => signal.At).ThenBy(signal => signal.Id, StringComparer.Ordinal).TakeLast(Visitor.Cap)];
}
