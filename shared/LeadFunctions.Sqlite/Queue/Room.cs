using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Sqlite.Queue;

/// <summary>How much the queue holds and may hold: waiting, scheduled and dead messages, so that nothing grows without bound and nothing is dropped in silence.</summary>
internal sealed class Room(long maxMessages, long maxBytes)
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);
    private long _messages;
    private long _bytes;

    /// <summary>Less than half of the bound is used.</summary>
    public bool IsRoomy => Interlocked.Read(ref _messages) < maxMessages / 2 && Interlocked.Read(ref _bytes) < maxBytes / 2;

    public bool HasRoom => Interlocked.Read(ref _messages) < maxMessages && Interlocked.Read(ref _bytes) < maxBytes;

    /// <summary>For commits from outside the steps: what they bring must still fit.</summary>
    /// <exception cref="QueueFullException">It is full.</exception>
    public void MustHaveRoom()
    {
        if (!HasRoom)
        {
            throw new QueueFullException(RetryAfter);
        }
    }

    /// <exception cref="QueueFullException">There is no room; nothing was taken.</exception>
    public void Take(int messages, long bytes)
    {
        if (Interlocked.Add(ref _messages, messages) > maxMessages || Interlocked.Add(ref _bytes, bytes) > maxBytes && Undo(bytes))
        {
            Interlocked.Add(ref _messages, -messages);
            throw new QueueFullException(RetryAfter);
        }
    }

    /// <summary>What handlers send on always fits: refusing it would stop the queue from draining.</summary>
    public void Add(long messages, long bytes)
    {
        Interlocked.Add(ref _messages, messages);
        Interlocked.Add(ref _bytes, bytes);
    }

    public void GiveBack(long messages, long bytes) => Add(-messages, -bytes);

    private bool Undo(long bytes)
    {
        Interlocked.Add(ref _bytes, -bytes);
        return true;
    }
}
