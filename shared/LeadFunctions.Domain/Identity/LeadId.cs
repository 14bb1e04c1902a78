using System.Security.Cryptography;
using System.Text;

namespace LeadFunctions.Domain.Identity;

/// <summary>
/// A lead's id is a keyed hash of its normalised email. So one email is one lead by construction, the queue key of a form is known
/// before anything is read, and the id tells nobody the address. See shared/decisions/001.
/// </summary>
public static class LeadId
{
    private static readonly System.Buffers.SearchValues<char> Hex = System.Buffers.SearchValues.Create("0123456789abcdef");

    /// <param name="email">Normalised.</param>
    /// <param name="key">The deployment's 32 random bytes.</param>
    /// <returns><c>ld_</c> and 32 hex digits (128 bits).</returns>
    public static string Of(string email, ReadOnlySpan<byte> key)
    {
        Span<byte> mac = stackalloc byte[32];
        HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(email), mac);
        return "ld_" + Convert.ToHexStringLower(mac[..16]);
    }

    /// <summary>True of text that could be a lead id.</summary>
    public static bool IsOne(string text) => text.Length == 35 && text.StartsWith("ld_", StringComparison.Ordinal) && text.AsSpan(3).IndexOfAnyExcept(Hex) < 0;
}
