namespace LeadFunctions.Http.Limits;

/// <summary>
/// How often each of very many keys may do something, in fixed memory. Per key one instant is kept: when its bucket would be full again
/// (the generic cell rate algorithm). When a row of four keys is crowded, the one nearest to a full bucket is forgotten, which costs the limit the least.
/// </summary>
/// <param name="slots">A power of two; 16 bytes each.</param>
public sealed class RateTable(Rate rate, int slots = 1 << 14)
{
    private const int Ways = 4;
    private const int Stripes = 64;

    private readonly long _interval = rate.Count == 0 ? 0 : rate.Per.Ticks / rate.Count;
    private readonly Slot[] _slots = rate.Count == 0 ? [] : new Slot[slots];
    private readonly Lock[] _locks = [.. Enumerable.Range(0, rate.Count == 0 ? 0 : Stripes).Select(_ => new Lock())];

    /// <summary>Takes one turn.</summary>
    /// <param name="key">A hash of who asks, unpredictable to them.</param>
    /// <param name="now">In ticks of any clock.</param>
    /// <returns>Zero when allowed; otherwise how long to wait.</returns>
    public TimeSpan Take(long key, long now)
    {
        if (_slots.Length == 0)
        {
            return TimeSpan.Zero;
        }

        var row = (int)((ulong)key * 0x9E3779B97F4A7C15UL >> 40) & (_slots.Length - 1) & ~(Ways - 1);
        lock (_locks[row / Ways & (Stripes - 1)])
        {
            ref var slot = ref Find(_slots.AsSpan(row, Ways), key);
            var ahead = slot.FullAt - now;
            // More than a whole burst ahead cannot be: the clock went back.
            if (ahead < 0 || ahead > rate.Burst * _interval)
            {
                ahead = 0;
            }

            var wait = ahead - ((rate.Burst - 1) * _interval);
            if (wait > 0)
            {
                return new TimeSpan(wait);
            }

            slot.FullAt = now + ahead + _interval;
            return TimeSpan.Zero;
        }
    }

    private static ref Slot Find(Span<Slot> row, long key)
    {
        ref var oldest = ref row[0];
        foreach (ref var slot in row)
        {
            if (slot.Key == key)
            {
                return ref slot;
            }

            if (slot.FullAt < oldest.FullAt)
            {
                oldest = ref slot;
            }
        }

        oldest = new Slot { Key = key };
        return ref oldest;
    }

    private struct Slot
    {
        public long Key;
        public long FullAt;
    }
}
