using System.Collections.Concurrent;
using LeadFunctions.Cosmos.Cells;

namespace LeadFunctions.Cosmos.Documents;

/// <summary>
/// Leads' cells as this process read or wrote them last, for a moment: so that a step that loads, asks for known ids and commits reads once. A commit is guarded
/// by the ETag, so an old one costs a second try and nothing else.
/// </summary>
internal sealed class LeadCache(TimeProvider clock)
{
    private const int Most = 2000;
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<string, (Held Held, long At)> _held = new();

    public void Put(Held held)
    {
        if (held.At.Space != Address.Leads || held.Cell.Erasing is not null)
        {
            return;
        }

        if (_held.Count >= Most)
        {
            _held.Clear();
        }

        _held[held.At.Key] = (held, clock.GetTimestamp());
    }

    public void Forget(Address at) => _held.TryRemove(at.Key, out _);

    /// <summary>Null: none, or too old, or part of a commit that is not settled.</summary>
    public Held? Find(Address at) =>
        at.Space == Address.Leads && _held.TryGetValue(at.Key, out var kept) && clock.GetElapsedTime(kept.At) < Fresh && kept.Held.Cell.Prepared is null ? kept.Held : null;
}
