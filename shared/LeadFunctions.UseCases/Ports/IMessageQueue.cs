namespace LeadFunctions.UseCases.Ports;

/// <summary>The way in: appends messages durably without reading anything. Everything else goes out with a <see cref="Commit"/>.</summary>
public interface IMessageQueue
{
    /// <returns>After the messages are on disk.</returns>
    /// <exception cref="QueueFullException">Over the bound; nothing was stored. A 503 with Retry-After.</exception>
    ValueTask EnqueueAsync(IReadOnlyList<Outgoing> messages, CancellationToken ct);

    /// <summary>
    /// The same for one message of a public request, as cheap as the host can make it: what awaits it may run on the store's own thread, so it writes its
    /// answer and returns.
    /// </summary>
    /// <exception cref="QueueFullException">Over the bound; nothing was stored.</exception>
    ValueTask CaptureAsync(Message message);

    Task<IReadOnlyList<QueueFigures>> FiguresAsync(CancellationToken ct);

    Task<Page<DeadLetter>> DeadLettersAsync(string? cursor, int limit, CancellationToken ct);

    /// <summary>Puts a dead letter back into its queue with its tries reset. False when there is none of that id (a second replay changes nothing).</summary>
    Task<bool> ReplayAsync(string deadLetterId, CancellationToken ct);
}

/// <param name="OldestAge">Age of the oldest message that is due; zero when none is.</param>
public sealed record QueueFigures(string Step, long Waiting, long Scheduled, long InFlight, long Dead, TimeSpan OldestAge);

public sealed record DeadLetter(string Id, string Step, string Key, string Body, int Tries, string Reason, DateTimeOffset EnqueuedAt, DateTimeOffset DeadAt);

/// <summary>The queue is at its bound. Nothing was stored.</summary>
public sealed class QueueFullException(TimeSpan retryAfter) : Exception("The queue is full.")
{
    public TimeSpan RetryAfter { get; } = retryAfter;
}
