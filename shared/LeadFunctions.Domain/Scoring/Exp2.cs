using System.Numerics;

namespace LeadFunctions.Domain.Scoring;

/// <summary>
/// 2^(-age/H) in 62-bit fixed point, integers only, so that every machine gets the same bits. Whole half-lives are a shift; the rest is
/// 2^(-i/2^10) · 2^(-j/2^20) from two tables and a chord for the last 22 bits. Error below 2^-43; never rises with age.
/// </summary>
internal static class Exp2
{
    /// <summary>1.0.</summary>
    public const ulong One = 1UL << Bits;

    public const int Bits = 62;

    private const int ExactBits = 124;

    private static readonly ulong[] Coarse = Powers(Root(10));
    private static readonly ulong[] Fine = Powers(Root(20));

    // The chord ends 2^-56 above the next table entry: more than all truncation, so that the curve cannot rise where segments meet.
    private static readonly ulong ChordDrop = One - Fine[1] - 64;

    /// <summary>The half-life scaled to 64 bits and its reciprocal, so that a fraction of it is one multiplication.</summary>
    public readonly record struct Period(ulong HalfLife, int Shift, ulong Reciprocal)
    {
        public static Period Of(ulong halfLife)
        {
            var shift = BitOperations.LeadingZeroCount(halfLife);
            return new(halfLife, shift, (ulong)((((UInt128)1 << 127) - 1) / (halfLife << shift)));
        }
    }

    /// <summary>The factor at an age; both in the same unit.</summary>
    public static ulong Factor(in Period period, ulong age)
    {
        var halvings = age / period.HalfLife;
        if (halvings >= Bits)
        {
            return 0;
        }

        var rest = age - (halvings * period.HalfLife);
        var fraction = Math.BigMul(rest << period.Shift, period.Reciprocal, out _) >> 21; // 42 bits
        var factor = Multiply(Coarse[fraction >> 32], Fine[(fraction >> 22) & 1023]);
        factor = Multiply(factor, One - (((fraction & 0x3FFFFF) * ChordDrop) >> 22));
        return factor >> (int)halvings;
    }

    private static ulong Multiply(ulong left, ulong right)
    {
        var high = Math.BigMul(left, right, out var low);
        return (high << (64 - Bits)) | (low >> Bits);
    }

    /// <summary>2^(-1/2^k), by taking the square root of one half k times.</summary>
    private static BigInteger Root(int k)
    {
        var root = BigInteger.One << (ExactBits - 1);
        for (var i = 0; i < k; i++)
        {
            root = SquareRoot(root << ExactBits);
        }

        return root;
    }

    private static BigInteger SquareRoot(BigInteger square)
    {
        var guess = BigInteger.One << (int)((square.GetBitLength() / 2) + 1);
        while (true)
        {
            var next = (guess + (square / guess)) >> 1;
            if (next >= guess)
            {
                return guess;
            }

            guess = next;
        }
    }

    private static ulong[] Powers(BigInteger root)
    {
        var table = new ulong[1024];
        var power = BigInteger.One << ExactBits;
        for (var i = 0; i < table.Length; i++)
        {
            table[i] = (ulong)((power + (BigInteger.One << (ExactBits - Bits - 1))) >> (ExactBits - Bits));
            power = (power * root) >> ExactBits;
        }

        return table;
    }
}
