using System.Globalization;
using System.Numerics;
using LeadFunctions.Domain.Playbooks;

namespace LeadFunctions.Domain.Scoring;

/// <summary>A playbook's <see cref="Decay"/> in integers: what is left of an event's points at an age in milliseconds.</summary>
internal abstract class DecayCurve
{
    /// <summary>The longest period a decay may have: 100 years, in milliseconds.</summary>
    private const long Longest = 100L * 366 * 24 * 3_600_000;

    /// <summary>What <paramref name="milli"/> points are worth at <paramref name="age"/> (not negative), rounded half-even.</summary>
    public abstract long Of(long milli, long age);

    /// <summary>For display only; the points never pass through it.</summary>
    public abstract double Factor(long age);

    /// <summary>The age from which the worth never changes again.</summary>
    public abstract long Settles(long milli);

    /// <summary>Ages at which the factor goes up; everywhere else it stays or falls.</summary>
    public virtual IReadOnlyList<long> Rises => [];

    /// <summary>For people: <c>half-life 30 days</c>; empty when there is nothing to say.</summary>
    public abstract string Words(long age);

    /// <exception cref="ArgumentOutOfRangeException">A period or factor no reader of playbooks lets through.</exception>
    public static DecayCurve From(Decay decay) => decay switch
    {
        Decay.None => new Never(),
        Decay.HalfLife half => new Halving(Milliseconds(half.Every)),
        Decay.Linear linear => new Line(linear.Percent, Milliseconds(linear.Every)),
        Decay.Steps steps => new Staircase(steps.Of),
        Decay.Window window => new Opening(Milliseconds(window.For)),
        _ => throw new ArgumentOutOfRangeException(nameof(decay), decay, "no such decay"),
    };

    private static long Milliseconds(TimeSpan span)
    {
        var milliseconds = (long)span.TotalMilliseconds;
        ArgumentOutOfRangeException.ThrowIfLessThan(milliseconds, 1, nameof(span));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(milliseconds, Longest, nameof(span));
        return milliseconds;
    }

    private sealed class Never : DecayCurve
    {
        public override long Of(long milli, long age) => milli;

        public override double Factor(long age) => 1;

        public override long Settles(long milli) => 0;

        public override string Words(long age) => "";
    }

    private sealed class Halving(long every) : DecayCurve
    {
        private readonly Exp2.Period _period = Exp2.Period.Of((ulong)every);

        public override long Of(long milli, long age) => Rounding.Scale(milli, Exp2.Factor(_period, (ulong)age));

        public override double Factor(long age) => Exp2.Factor(_period, (ulong)age) / (double)Exp2.One;

        // After n halvings with 2^n > 2·milli less than half a milli-point is left, which rounds to nothing.
        public override long Settles(long milli) => every * (BitOperations.Log2((ulong)Math.Abs(milli) | 1) + 2);

        public override string Words(long age) => "half-life " + PlainWords.Duration(every);
    }

    /// <summary>1 - age · percent / (100 · every), kept as the fraction (Whole - age · Loss) / Whole so that it is exact; percent to four decimals.</summary>
    private sealed class Line : DecayCurve
    {
        private readonly ulong _whole;
        private readonly ulong _loss;
        private readonly string _words;

        public Line(double percent, long every)
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(percent);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(percent, 100_000_000);
            var loss = Math.Max((ulong)Math.Round(percent * 10_000), 1);
            var whole = (ulong)every * 1_000_000;
            var common = (ulong)BigInteger.GreatestCommonDivisor(loss, whole);
            (_whole, _loss) = (whole / common, loss / common);
            _words = string.Create(CultureInfo.InvariantCulture, $"loses {percent:0.####} % per {PlainWords.Duration(every)}");
        }

        public override long Of(long milli, long age) => Rounding.Ratio(milli, Left(age), _whole);

        public override double Factor(long age) => (double)Left(age) / _whole;

        public override long Settles(long milli) => (long)(((_whole - 1) / _loss) + 1);

        public override string Words(long age) => _words;

        private ulong Left(long age) => Math.BigMul((ulong)age, _loss, out var lost) > 0 || lost >= _whole ? 0 : _whole - lost;
    }

    private sealed class Staircase : DecayCurve
    {
        private const double Billion = 1e9;
        private readonly long[] _after;
        private readonly ulong[] _factor;

        public Staircase(IReadOnlyList<DecayStep> steps)
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

    private sealed class Opening(long length) : DecayCurve
    {
        public override long Of(long milli, long age) => age < length ? milli : 0;

        public override double Factor(long age) => age < length ? 1 : 0;

        public override long Settles(long milli) => length;

        public override string Words(long age) => "counts for " + PlainWords.Duration(length);
    }
}
