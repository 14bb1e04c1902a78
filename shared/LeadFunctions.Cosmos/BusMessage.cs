using LeadFunctions.UseCases;

namespace LeadFunctions.Cosmos;

/// <summary>A message on its way to the queue of its step. Stored until it is sent.</summary>
/// <param name="Id">For duplicate detection: sending it again is dropped while the first is known.</param>
/// <param name="DueAt">Null: at once.</param>
public sealed record BusMessage(string Id, Message Message, DateTimeOffset? DueAt);

/// <summary>Puts messages on the queues of their steps; they are durable when it returns. Throws when that is not certain: they are sent again.</summary>
public delegate Task SendToBus(IReadOnlyList<BusMessage> messages, CancellationToken ct);
