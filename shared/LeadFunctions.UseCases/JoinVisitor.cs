using LeadFunctions.Domain.Leads;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.UseCases;

/// <summary>
/// A browser identified itself -> its waiting history goes to the lead, and what it does from now on too. A browser that belonged to somebody
/// else moves; history stays where it was, and no two leads are ever merged by this (semantics 9). Wakes <see cref="ApplySignal"/>.
/// </summary>
public sealed class JoinVisitor(ILeadStore leads) : IHandle<Message.VisitorIdentified>
{
    public async Task<Outcome> HandleAsync(IReadOnlyList<Message.VisitorIdentified> messages, CancellationToken ct)
    {
        var message = messages[0];
        var visitor = await leads.FindVisitorAsync(message.VisitorId, ct) ?? new Visitor { Id = message.VisitorId, LastSeenAt = message.At };
        if (visitor.LeadId is not null && visitor.IdentifiedAt >= message.At)
        {
            return new Outcome.Skipped("already joined, or somebody else's since");
        }

        return new Outcome.Done(new Commit
        {
            Visitor = Joined(visitor, message),
            ActivitiesOf = message.LeadId,
            Activities = visitor.LeadId == message.LeadId ? [] : [new Activity.VisitorJoined($"joined:{message.VisitorId}:{message.At.ToUnixTimeMilliseconds()}", message.At, message.VisitorId, visitor.Signals.Count)],
            Messages = visitor.Signals.Count == 0 ? [] : [new Outgoing(new Message.SignalArrived(message.LeadId, null, visitor.Signals))],
        });
    }

    private static Visitor Joined(Visitor visitor, Message.VisitorIdentified message) => visitor with
    {
        LeadId = message.LeadId,
        IdentifiedAt = message.At,
        Before = visitor.LeadId is null || visitor.LeadId == message.LeadId
            ? visitor.Before
            : [.. (visitor.Before ?? []).Where(lead => lead != message.LeadId && lead != visitor.LeadId).Append(visitor.LeadId).TakeLast(Visitor.MaxBefore)],
        Signals = [],
        LastSeenAt = message.At > visitor.LastSeenAt ? message.At : visitor.LastSeenAt,
    };
}
