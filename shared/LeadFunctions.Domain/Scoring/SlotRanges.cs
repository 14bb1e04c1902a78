namespace LeadFunctions.Domain.Scoring;

/// <summary>
/// All ranges asked of one fact, cut into the pieces between their bounds: the answer depends only on how many bounds a number has reached,
/// which is counted without a branch.
/// </summary>
internal sealed class SlotRanges
{
    private readonly List<(double Min, double Max, ulong Bit)> _asked = [];
    private double[] _cuts = [];
    private ulong[] _answers = [0];

    public bool Any => _asked.Count > 0;

    public void Ask(double? min, double? max, ulong bit) => _asked.Add((min ?? double.MinValue, max ?? double.MaxValue, bit));

    public void Seal()
    {
        // Past a maximum is at least the next number after it.
        _cuts = [.. _asked.SelectMany(range => new[] { range.Min, Math.BitIncrement(range.Max) }).Distinct().Order()];
        _answers = [0, .. _cuts.Select(At)];
    }

    /// <param name="number">Finite.</param>
    public ulong Answer(double number)
    {
        var reached = 0;
        foreach (var cut in _cuts)
        {
            reached += number >= cut ? 1 : 0;
        }

        return _answers[reached];
    }

    private ulong At(double number) =>
        _asked.Where(range => number >= range.Min && number <= range.Max).Aggregate(0UL, (answer, range) => answer | range.Bit);
}
