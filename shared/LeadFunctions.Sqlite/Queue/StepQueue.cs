using System.Text;
using LeadFunctions.Sqlite.Worker;
using LeadFunctions.UseCases;

namespace LeadFunctions.Sqlite.Queue;

/// <summary>One step's place in the engine: its name as stored, its figures, and the keys that are ready for it.</summary>
internal sealed class StepQueue(string name, FlowStep? step, int limit)
{
    /// <summary>Turns in one transaction, which others wait for.</summary>
    private const int MostTurns = 32;

    private volatile bool _takesTurns = step is { Inside: true };
    private long _waiting;
    private long _scheduled;
    private long _dead;

    public string Name { get; } = name;

    public byte[] Utf8Name { get; } = Encoding.UTF8.GetBytes(name);

    /// <summary>Null for a name that is only found in the file: its messages are dead letters.</summary>
    public FlowStep? Step { get; } = step;

    public bool Batched => Step is { Batched: true };

    /// <summary>Handlers at a time.</summary>
    public int Limit => _takesTurns ? MostTurns : limit;

    /// <summary>The writer runs the step, inside its transactions. False while its handler reads too much for that.</summary>
    public bool TakesTurns => _takesTurns;

    public void TakeTurns() => _takesTurns = Step is { Inside: true };

    public void LeaveTurns() => _takesTurns = false;

    /// <summary>Messages that are due, in memory or not, being handled or not.</summary>
    public long Waiting => Interlocked.Read(ref _waiting);

    public long Scheduled => Interlocked.Read(ref _scheduled);

    public long Dead => Interlocked.Read(ref _dead);

    /// <summary>Guarded by the dispatcher.</summary>
    public Queue<KeyQueue> Ready { get; } = new();

    /// <summary>Guarded by the dispatcher.</summary>
    public int Running { get; set; }

    /// <summary>Guarded by the dispatcher.</summary>
    public int InFlight { get; set; }

    public void AddWaiting(long count) => Interlocked.Add(ref _waiting, count);

    public void AddScheduled(long count) => Interlocked.Add(ref _scheduled, count);

    public void AddDead(long count) => Interlocked.Add(ref _dead, count);
}
