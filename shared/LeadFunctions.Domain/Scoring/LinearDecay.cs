using System.Globalization;
using System.Numerics;

namespace LeadFunctions.Domain.Scoring;

/// <summary>1 - age · percent / (100 · every), kept as the fraction (Whole - age · Loss) / Whole so that it is exact; percent to four decimals.</summary>
internal sealed class LinearDecay : DecayCurve
{
    private readonly ulong _whole;
    private readonly ulong _loss;
    private readonly string _words;

    public LinearDecay(double percent, long every)
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
