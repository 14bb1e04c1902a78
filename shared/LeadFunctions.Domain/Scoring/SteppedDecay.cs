using System.Globalization;
using LeadFunctions.Domain.Playbooks;

namespace LeadFunctions.Domain.Scoring;

/// <summary>1 until the first step, then each step's factor, in billionths.</summary>
internal sealed class SteppedDecay : DecayCurve
{
    private const double Billion = 1e9;
    private readonly long[] _after;
    private readonly ulong[] _factor;

    public SteppedDecay(IReadOnlyList<DecayStep> steps)
    {
        var sorted = steps.OrderBy(step => step.After).ToArray();
        _after = [.. sorted.Select(step => Math.Clamp((long)step.After.TotalMilliseconds, 0, Longest))];
        _factor = [.. sorted.Select(step => Billionths(step.Factor))];
    }

    public override IReadOnlyList<long> Rises =>
        [.. Enumerable.Range(0, _after.Length).Where(i => _factor[i] > (i == 0 ? Billion : _factor[i - 1])).Select(i => _after[i])];

    public override long Of(long milli, long age) => Rounding.Ratio(milli, At(age), (ulong)Billion);

    public override double Factor(long age) => At(age) / Billion;

    public override long Settles(long milli) => _after.Length == 0 ? 0 : _after[^1];

    public override string Words(long age) => string.Create(CultureInfo.InvariantCulture, $"worth {Factor(age) * 100:0.##} % at this age");

    private ulong At(long age)
    {
        var step = _after.Length - 1;
        while (step >= 0 && age < _after[step])
        {
            step--;
        }

        return step < 0 ? (ulong)Billion : _factor[step];
    }

    private static ulong Billionths(double factor)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(factor);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(factor, 1000);
        return (ulong)Math.Round(factor * Billion);
    }
}
