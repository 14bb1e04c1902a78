namespace LeadFunctions.Domain.Scoring;

/// <summary>
/// A lead's total with its falling (positive) and rising (negative) addends kept apart, so that an interval of time can be bounded by its ends.
/// Cells are two per bucket: [positive and constant, negative].
/// </summary>
internal sealed class BoundedSums(ScoreScale scale, PreparedLead lead, List<CountedEvent> counted)
{
    /// <summary>
    /// How many values of events a search may compute before it gives the earliest second it could not rule out. Reached only by a total that
    /// hovers within rounding of a level for weeks while large addends of both signs cancel; anybody's search is a few dozen looks at its events.
    /// </summary>
    private const long MostValues = 2_000_000;

    private readonly long _mostLooks = Math.Max(1000, MostValues / (counted.Count + 1));
    private readonly Stack<long[]> _spare = new();
    private long _looks;
    private long _atLeast = long.MinValue;
    private long _below = long.MaxValue;

    /// <summary>Remembers between which of the levels the total is at an instant.</summary>
    public void Watch(long at, List<Inactivity> inactive, IEnumerable<long> levels)
    {
        var cells = CellsAt(at, inactive);
        var total = Bound(cells, cells, AdjustmentSum.At(lead.Adjustments, at));
        foreach (var level in levels)
        {
            _atLeast = level <= total ? Math.Max(_atLeast, level) : _atLeast;
            _below = level > total ? Math.Min(_below, level) : _below;
        }
    }

    /// <summary>
    /// The first second of [from, to] at which the total has left the remembered range (never a later one, and see <see cref="MostValues"/>);
    /// nothing may begin after <paramref name="from"/>.
    /// </summary>
    public long? FirstOutside(long from, long to, List<Inactivity> inactive)
    {
        var adjusted = AdjustmentSum.At(lead.Adjustments, from * 1000);
        return Search(from, CellsAt(from * 1000, inactive), to, CellsAt(to * 1000, inactive));

        long? Search(long low, long[] atLow, long high, long[] atHigh)
        {
            if (Bound(atHigh, atLow, adjusted) >= _atLeast && Bound(atLow, atHigh, adjusted) < _below)
            {
                return null;
            }

            if (low == high || _looks > _mostLooks)
            {
                return low;
            }

            var middle = low + ((high - low) / 2);
            var cells = CellsAt(middle * 1000, inactive);
            var found = Search(low, atLow, middle, cells);
            _spare.Push(cells);
            if (found is null)
            {
                cells = CellsAt((middle + 1) * 1000, inactive);
                found = Search(middle + 1, cells, high, atHigh);
                _spare.Push(cells);
            }

            return found;
        }
    }

    /// <summary>The total of positive addends as of one end and negative ones as of the other: a lower or an upper bound.</summary>
    private long Bound(long[] positive, long[] negative, long adjusted)
    {
        var sum = positive[0] + negative[1] + adjusted;
        for (var i = 0; i < scale.Clamps.Length; i++)
        {
            var group = positive[(2 * i) + 2] + negative[(2 * i) + 3];
            sum += group + scale.Clamps[i].Correction(group);
        }

        return sum + scale.Total.Correction(sum);
    }

    private long[] CellsAt(long at, List<Inactivity> inactive)
    {
        _looks++;
        var cells = _spare.TryPop(out var spare) ? spare : new long[scale.Cells];
        for (var bucket = 0; bucket < cells.Length; bucket += 2)
        {
            cells[bucket] = lead.Standing[bucket] + lead.Standing[bucket + 1];
            cells[bucket + 1] = 0;
        }

        foreach (var rule in inactive)
        {
            cells[2 * rule.Bucket] += rule.Milli;
        }

        foreach (var (rule, since) in counted)
        {
            if (since <= at)
            {
                cells[(2 * rule.Bucket) + (rule.Milli < 0 ? 1 : 0)] += rule.Curve.Of(rule.Milli, at - since);
            }
        }

        return cells;
    }
}

/// <summary>An event that counts under a rule.</summary>
internal readonly record struct CountedEvent(EventRule Rule, long At);

/// <summary>Collects what counts.</summary>
internal readonly record struct CountedEvents(List<CountedEvent> All) : IEventSink
{
    public void Counted(EventRule rule, in ScoringEvent one, bool derived) => All.Add(new(rule, one.At));

    public void NotCounted(EventRule rule, in ScoringEvent one, bool derived)
    {
    }
}
