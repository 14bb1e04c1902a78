using LeadFunctions.Sqlite.Queue;

namespace LeadFunctions.Sqlite.Worker;

/// <summary>
/// Who gets the cores when both are wanted: requests that wait to be captured come first, and handling goes on at one message per few commits until the
/// rush is over. Only while the queue has room to spare: past half of its bound both are served alike, so that a lasting flood is worked off.
/// </summary>
internal sealed class CaptureFirst(Room room)
{
    /// <summary>Captured requests per commit, on average, that make a rush: the writer no longer keeps up one by one.</summary>
    private const double Rush = 16;

    /// <summary>One handling per this many commits.</summary>
    private const int CommitsPerHandling = 4;
    private const double Weight = 1 / 8.0;
    private double _average;
    private int _commits;
    private int _budget = int.MaxValue;

    /// <summary>After every commit, on the writer's thread.</summary>
    /// <param name="captured">Requests in it.</param>
    public void Committed(int captured)
    {
        _average += (captured - _average) * Weight;
        if (_average < Rush || !room.IsRoomy)
        {
            Volatile.Write(ref _budget, int.MaxValue);
        }
        else
        {
            Volatile.Write(ref _budget, ++_commits % CommitsPerHandling == 0 ? 1 : 0);
        }
    }

    /// <summary>Now and then without a commit: whatever happens, handling goes on.</summary>
    public void Tick() => Volatile.Write(ref _budget, int.MaxValue);

    public bool MayHandle => Volatile.Read(ref _budget) > 0;

    public bool TryHandle() => Volatile.Read(ref _budget) == int.MaxValue || Interlocked.Decrement(ref _budget) >= 0;
}
