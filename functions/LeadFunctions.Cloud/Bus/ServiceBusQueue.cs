using LeadFunctions.UseCases;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Cloud.Bus;

/// <summary>The way into the chain on Service Bus: one queue per step of <see cref="Flow"/>, and the view on them for operations.</summary>
public sealed class ServiceBusQueue(Senders senders, NewId ids, BusFigures figures, DeadLetters dead) : IMessageQueue
{
    /// <summary>Sent queue by queue, session by session; when one fails, those before it are out. Whoever tries again sends them again, and steps know repeats.</summary>
    public async ValueTask EnqueueAsync(IReadOnlyList<Outgoing> messages, CancellationToken ct)
    {
        var parts =
            from outgoing in messages
            let step = Flow.Of(outgoing.Message)
            let id = outgoing.Id ?? ids.Next("m")
            from part in Sizes.Fitting(outgoing.Message).Select((part, place) => (part.Message, part.Body, Id: place == 0 ? id : $"{id}/{place}"))
            let envelope = Envelope.Of(step, outgoing with { Message = part.Message }, new BinaryData(part.Body), part.Id)
            group envelope by (step, envelope.SessionId);
        foreach (var together in parts)
        {
            await senders.SendAsync(together.Key.step.Name, [.. together], ct);
        }
    }

    public ValueTask CaptureAsync(Message message) => EnqueueAsync([new Outgoing(message)], CancellationToken.None);

    public Task<IReadOnlyList<QueueFigures>> FiguresAsync(CancellationToken ct) => figures.ReadAsync(ct);

    public Task<Page<DeadLetter>> DeadLettersAsync(string? cursor, int limit, CancellationToken ct) => dead.ListAsync(cursor, limit, ct);

    public Task<bool> ReplayAsync(string deadLetterId, CancellationToken ct) => dead.ReplayAsync(deadLetterId, ct);
}
