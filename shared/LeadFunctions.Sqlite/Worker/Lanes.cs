using LeadFunctions.Sqlite.Queue;

namespace LeadFunctions.Sqlite.Worker;

/// <summary>
/// The messages in memory, by key, and the keys that are ready, by step: a key that is busy gives out nothing, steps take turns, and each keeps to its limit.
/// Guarded by the dispatcher.
/// </summary>
internal sealed class Lanes(IReadOnlyList<StepQueue> steps)
{
    /// <summary>Messages of one key that a batched step gets at once.</summary>
    private const int MostPerBatch = 256;

    private readonly Dictionary<string, KeyQueue> _keys = new(StringComparer.Ordinal);
    private readonly StepQueue _suspects = new("suspects", null, limit: 1);
    private readonly StepQueue _unknown = new("unknown", null, limit: 1);
    private StepQueue[]? _all;
    private int _turn;

    private StepQueue[] All => _all ??= [.. steps, _suspects, _unknown];

    /// <summary>Something could be given out.</summary>
    public bool HasReady => IndexOfNext() >= 0;

    /// <summary>At the end of its key.</summary>
    public void Add(Queued message)
    {
        if (!_keys.TryGetValue(message.Key, out var key))
        {
            _keys.Add(message.Key, key = new KeyQueue(message.Key));
        }

        key.Add(message);
        if (!key.Busy && ReferenceEquals(key.Head, message))
        {
            LaneOf(message).Ready.Enqueue(key);
        }
    }

    /// <summary>The next messages, all of one key and step, oldest first; null when nothing is ready within its step's limit.</summary>
    public Taken? Take()
    {
        if (IndexOfNext() is var index && index < 0)
        {
            return null;
        }

        _turn = index + 1;
        var lane = All[index];
        var key = lane.Ready.Dequeue();
        var messages = FirstOf(key);
        key.Busy = true;
        lane.Running++;
        messages[0].Step.InFlight += messages.Length;
        return new Taken(key, lane, messages);
    }

    /// <summary>The first <paramref name="handled"/> of the messages are done with; the rest is ready again.</summary>
    public void Return(Taken taken, int handled)
    {
        taken.Messages[0].Step.InFlight -= taken.Messages.Length;
        taken.Lane.Running--;
        for (; handled > 0; handled--)
        {
            taken.Key.RemoveFirst();
        }

        taken.Key.Busy = false;
        if (taken.Key.Head is { } head)
        {
            LaneOf(head).Ready.Enqueue(taken.Key);
        }
        else
        {
            _keys.Remove(taken.Key.Key);
        }
    }

    private StepQueue LaneOf(Queued message) => message.Suspect ? _suspects : message.Step.Step is null ? _unknown : message.Step;

    private int IndexOfNext()
    {
        for (var index = 0; index < All.Length; index++)
        {
            var at = (_turn + index) % All.Length;
            if (All[at] is { Ready.Count: > 0 } lane && lane.Running < lane.Limit)
            {
                return at;
            }
        }

        return -1;
    }

    private static Queued[] FirstOf(KeyQueue key)
    {
        var first = key.Head!;
        var count = 1;
        for (var next = first; first.Step.Batched && !next.IsAlone && count < MostPerBatch; count++)
        {
            next = next.NextOfKey;
            if (next is null || next.Step != first.Step || next.IsAlone)
            {
                break;
            }
        }

        var messages = new Queued[count];
        for (var (index, message) = (0, first); index < count; index++, message = message.NextOfKey!)
        {
            messages[index] = message;
        }

        return messages;
    }
}

/// <summary>Messages given out to be handled: all of one key and one step.</summary>
internal sealed record Taken(KeyQueue Key, StepQueue Lane, Queued[] Messages);
