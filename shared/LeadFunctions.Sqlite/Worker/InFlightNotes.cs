using LeadFunctions.Sqlite.Storage;

namespace LeadFunctions.Sqlite.Worker;

/// <summary>Keeps the process lock's notes of what is being handled. Guarded by the dispatcher.</summary>
internal sealed class InFlightNotes(ProcessLock held)
{
    private readonly Stack<int> _free = new(Enumerable.Range(0, ProcessLock.Places).Reverse());

    public void Add(Queued[] messages)
    {
        foreach (var message in messages)
        {
            if (_free.TryPop(out var place))
            {
                message.Place = place;
                held.Note(place, message.Seq);
            }
        }
    }

    public void Remove(Queued[] messages)
    {
        foreach (var message in messages)
        {
            if (message.Place >= 0)
            {
                held.Note(message.Place, 0);
                _free.Push(message.Place);
                message.Place = -1;
            }
        }
    }
}
