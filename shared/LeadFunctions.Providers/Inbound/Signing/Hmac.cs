using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace LeadFunctions.Providers.Inbound.Signing;

/// <summary>HMAC-SHA256 signatures as providers write them. One of several keys suffices, so that keys can be replaced; comparisons take constant time.</summary>
internal sealed class Hmac(IReadOnlyList<byte[]> keys)
{
    public Hmac(IReadOnlyList<string> secrets)
        : this([.. secrets.Select(Encoding.UTF8.GetBytes)])
    {
    }

    public bool IsConfigured => keys.Count > 0;

    /// <param name="signature">In hex.</param>
    public bool MatchesHex(string? signature, ReadOnlySpan<byte> before, ReadOnlySpan<byte> signed)
    {
        Span<byte> given = stackalloc byte[32];
        return signature is { Length: 64 } && Convert.FromHexString(signature, given, out _, out var length) == System.Buffers.OperationStatus.Done && length == 32
            && Matches(given, before, signed);
    }

    /// <param name="signature">In base64.</param>
    public bool MatchesBase64(string? signature, ReadOnlySpan<byte> before, ReadOnlySpan<byte> signed)
    {
        Span<byte> given = stackalloc byte[33];
        return signature is { Length: 44 } && Convert.TryFromBase64String(signature, given, out var length) && length == 32 && Matches(given[..32], before, signed);
    }

    /// <param name="before">Signed bytes ahead of <paramref name="signed"/>: a timestamp, an id.</param>
    private bool Matches(ReadOnlySpan<byte> given, ReadOnlySpan<byte> before, ReadOnlySpan<byte> signed)
    {
        var found = false;
        Span<byte> mac = stackalloc byte[32];
        foreach (var key in keys)
        {
            using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
            hash.AppendData(before);
            hash.AppendData(signed);
            hash.GetHashAndReset(mac);
            found |= CryptographicOperations.FixedTimeEquals(given, mac);
        }

        return found;
    }

    /// <summary>Whether a signed time in whole seconds is near now.</summary>
    public static bool IsRecent(string? seconds, DateTimeOffset now, TimeSpan past, TimeSpan ahead) =>
        long.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out var unix) && unix is > 0 and < 253_402_300_799
        && DateTimeOffset.FromUnixTimeSeconds(unix) is var at && at >= now - past && at <= now + ahead;
}
