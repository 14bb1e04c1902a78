namespace LeadFunctions.Embedded.Demo;

/// <summary>What will happen, in the order of time; what is planned for one instant happens in the order it was planned.</summary>
internal sealed class Agenda
{
    private readonly PriorityQueue<Func<Task>, (DateTimeOffset At, int Number)> _plans = new();
    private int _number;

    public void Add(DateTimeOffset at, Func<Task> what) => _plans.Enqueue(what, (at, _number++));

    public DateTimeOffset? Next => _plans.TryPeek(out _, out var first) ? first.At : null;

    /// <summary>Everything until then, taken off.</summary>
    public IReadOnlyList<Func<Task>> Until(DateTimeOffset instant)
    {
        var due = new List<Func<Task>>();
        while (_plans.TryPeek(out var what, out var first) && first.At <= instant)
        {
            _plans.Dequeue();
            due.Add(what);
        }

        return due;
    }
}
