using LeadFunctions.Sqlite.Queue;
using LeadFunctions.UseCases;

namespace LeadFunctions.Sqlite.Worker;

/// <summary>A ready message in memory. The message itself when it was enqueued by this process, else its JSON until it is handled.</summary>
internal sealed class Queued(long seq, StepQueue step, string key, int tries, int size)
{
    public long Seq { get; } = seq;

    public StepQueue Step { get; } = step;

    public string Key { get; } = key;

    /// <summary>Deliveries so far that did not work out.</summary>
    public int Tries { get; } = tries;

    /// <summary>Bytes it takes in the queue.</summary>
    public int Size { get; } = size;

    public Message? Message { get; set; }

    public byte[]? Body { get; init; }

    /// <summary>The text on disk is not what was written.</summary>
    public bool Damaged { get; init; }

    /// <summary>Was being handled when a process died: handled alone, one suspect at a time.</summary>
    public bool Suspect { get; init; }

    /// <summary>Was in a batch that failed: handled alone, so that only the culprit pays.</summary>
    public bool Alone { get; set; }

    public bool IsAlone => Suspect || Alone;

    /// <summary>Where the process lock notes it while it is handled; -1 nowhere.</summary>
    public int Place { get; set; } = -1;

    public Queued? NextOfKey { get; set; }

    public static Queued From(Stored stored) =>
        new(stored.Seq, stored.Step, stored.Key, 0, stored.Size) { Message = stored.Message, Body = stored.Message is null ? stored.Body.ToArray() : null };

    public static Queued From(MessageRow row, StepQueue step, bool suspect = false) =>
        new(row.Seq, step, row.Key, row.Tries, row.Size) { Body = row.Body, Damaged = !row.IsIntact, Suspect = suspect };
}

/// <summary>The messages of one key, oldest first. While one is handled the key is busy and gives out no other. Guarded by the dispatcher.</summary>
internal sealed class KeyQueue(string key)
{
    private Queued? _tail;

    public string Key { get; } = key;

    public Queued? Head { get; private set; }

    public bool Busy { get; set; }

    public void Add(Queued message)
    {
        if (_tail is null)
        {
            Head = message;
        }
        else
        {
            _tail.NextOfKey = message;
        }

        _tail = message;
    }

    public void RemoveFirst()
    {
        Head = Head!.NextOfKey;
        if (Head is null)
        {
            _tail = null;
        }
    }
}
