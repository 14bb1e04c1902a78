using LeadFunctions.Domain.Leads;

namespace LeadFunctions.Domain.Scoring;

/// <summary>The one order of events: by time, then id. Whatever the order of arrival, and however often one arrives.</summary>
public static class LedgerOrder
{
    private const int OnStack = 256;

    public static int Compare(in LedgerEvent left, in LedgerEvent right)
    {
        var byTime = left.At.UtcTicks.CompareTo(right.At.UtcTicks);
        var byId = byTime != 0 ? byTime : string.CompareOrdinal(left.Id, right.Id);
        return byId != 0 ? byId : string.CompareOrdinal(left.Signal, right.Signal);
    }

    /// <summary>The ledger with one more event in its place; the same ledger when that id is in it already (the earlier of the two stays).</summary>
    public static IReadOnlyList<LedgerEvent> Insert(IReadOnlyList<LedgerEvent> ordered, LedgerEvent one)
    {
        var events = new List<LedgerEvent>(ordered.Count + 1);
        events.AddRange(ordered);
        var same = events.FindIndex(other => other.Id == one.Id);
        if (same >= 0 && Compare(events[same], one) <= 0)
        {
            return ordered;
        }

        if (same >= 0)
        {
            events.RemoveAt(same);
        }

        var at = events.FindLastIndex(other => Compare(other, one) < 0) + 1;
        events.Insert(at, one);
        return events;
    }

    /// <summary>
    /// Fills <paramref name="events"/> with the ledger in order, each id once (its earliest), unknown signals as -1; returns how many.
    /// No allocation for a ledger that is in order already.
    /// </summary>
    internal static int Arrange(CompiledRules rules, IReadOnlyList<LedgerEvent> ledger, Span<ScoringEvent> events)
    {
        var ordered = true;
        for (var i = 0; i < ledger.Count; i++)
        {
            var one = ledger[i];
            events[i] = new(one.At.ToUnixTimeMilliseconds(), rules.NumberOf(one.Signal), i);
            ordered = ordered && (i == 0 || Compare(ledger[i - 1], one) <= 0);
        }

        events = events[..ledger.Count];
        if (!ordered)
        {
            Sort(ledger, events);
        }

        return DropRepeats(ledger, events);
    }

    // Apart, so that the closure is made only when it is needed.
    private static void Sort(IReadOnlyList<LedgerEvent> ledger, Span<ScoringEvent> events) =>
        events.Sort((left, right) => Compare(ledger[left.Source], ledger[right.Source]));

    /// <summary>Keeps the first event of each id, in place.</summary>
    private static int DropRepeats(IReadOnlyList<LedgerEvent> ledger, Span<ScoringEvent> events)
    {
        var size = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)(events.Length * 2) + 1);
        var rented = size > OnStack ? System.Buffers.ArrayPool<int>.Shared.Rent(size) : null;
        var table = rented is null ? stackalloc int[size] : rented.AsSpan(0, size);
        table.Clear();
        var kept = 0;
        foreach (var one in events)
        {
            if (IsNew(ledger, one.Source, table))
            {
                events[kept++] = one;
            }
        }

        if (rented is not null)
        {
            System.Buffers.ArrayPool<int>.Shared.Return(rented);
        }

        return kept;
    }

    /// <summary>An open-addressing set of ledger positions (+1), by id.</summary>
    private static bool IsNew(IReadOnlyList<LedgerEvent> ledger, int source, Span<int> table)
    {
        var id = ledger[source].Id;
        var mask = table.Length - 1;
        for (var cell = id.GetHashCode(StringComparison.Ordinal) & mask; ; cell = (cell + 1) & mask)
        {
            if (table[cell] == 0)
            {
                table[cell] = source + 1;
                return true;
            }

            if (ledger[table[cell] - 1].Id == id)
            {
                return false;
            }
        }
    }
}
