using LeadFunctions.UseCases;

namespace LeadFunctions.Cosmos;

/// <summary>A message on its way to the queue of its step. Stored until it is sent.</summary>
/// <param name="Id">For duplicate detection: sending it again is dropped while the first is known.</param>
/// <param name="DueAt">Null: at once.</param>
public sealed record BusMessage(string Id, Message Message, DateTimeOffset? DueAt);

/// <summary>Puts messages on the queues of their steps; they are durable when it returns. Throws when that is not certain: they are sent again.</summary>
public delegate Task SendToBus(IReadOnlyList<BusMessage> messages, CancellationToken ct);

/// <summary>Deletes messages that wait for their time or lie among the dead, and that name somebody; others cannot be taken from a queue and end by being handled.</summary>
/// <param name="names">Whether a text (a key, a body) does.</param>
/// <param name="dryRun">Only counts.</param>
public delegate Task<SentErased> EraseSent(Func<string, bool> names, bool dryRun, CancellationToken ct);

/// <param name="Gone">Deleted, or would be.</param>
/// <param name="Left">Still to be handled.</param>
public sealed record SentErased(int Gone, int Left);
