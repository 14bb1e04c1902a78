namespace LeadFunctions.Domain.Scoring;

/// <summary>Products of points, rounded half to even to whole milli-points. Symmetric: round(-x) = -round(x).</summary>
internal static class Rounding
{
    /// <summary>milli × factor / 2^62.</summary>
    public static long Scale(long milli, ulong factor)
    {
        var high = Math.BigMul((ulong)Math.Abs(milli), factor, out var low);
        var whole = (high << (64 - Exp2.Bits)) | (low >> Exp2.Bits);
        var rest = low & (Exp2.One - 1);
        const ulong half = Exp2.One / 2;
        if (rest > half || (rest == half && (whole & 1) == 1))
        {
            whole++;
        }

        return milli < 0 ? -(long)whole : (long)whole;
    }

    /// <summary>milli × numerator / denominator, exactly.</summary>
    public static long Ratio(long milli, ulong numerator, ulong denominator)
    {
        var high = Math.BigMul((ulong)Math.Abs(milli), numerator, out var low);
        var (whole, rest) = high == 0 ? Math.DivRem(low, denominator) : Wide(high, low, denominator);
        var other = denominator - rest;
        if (rest > other || (rest == other && (whole & 1) == 1))
        {
            whole++;
        }

        return milli < 0 ? -(long)whole : (long)whole;
    }

    private static (ulong Whole, ulong Remainder) Wide(ulong high, ulong low, ulong denominator)
    {
        var (whole, rest) = UInt128.DivRem(new UInt128(high, low), denominator);
        return ((ulong)whole, (ulong)rest);
    }
}
