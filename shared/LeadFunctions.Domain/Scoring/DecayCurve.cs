using System.Numerics;
using LeadFunctions.Domain.Playbooks;

namespace LeadFunctions.Domain.Scoring;

/// <summary>A playbook's <see cref="Decay"/> in integers: what is left of an event's points at an age in milliseconds.</summary>
internal abstract class DecayCurve
{
    /// <summary>The longest period a decay may have: 100 years, in milliseconds.</summary>
    protected const long Longest = 100L * 366 * 24 * 3_600_000;

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
        Decay.Linear linear => new LinearDecay(linear.Percent, Milliseconds(linear.Every)),
        Decay.Steps steps => new SteppedDecay(steps.Of),
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

    private sealed class Opening(long length) : DecayCurve
    {
        public override long Of(long milli, long age) => age < length ? milli : 0;

        public override double Factor(long age) => age < length ? 1 : 0;

        public override long Settles(long milli) => length;

        public override string Words(long age) => "counts for " + PlainWords.Duration(length);
    }
}
