using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using LeadFunctions.Domain.Identity;

namespace LeadFunctions.UseCases.Nurture;

/// <summary>
/// What a click carries to the website it leads to, so that the browser can say whose link it followed: the lead's id and when, signed. It opens nothing, names
/// nobody, does not lead back to the mail, and works for minutes, once. Base64url of a version byte, the lead, milliseconds, and 128 bits of HMAC-SHA256.
/// </summary>
/// <param name="key">32 bytes of this deployment, for this purpose only.</param>
public sealed class ClickTokens(byte[] key)
{
    /// <summary>The query parameter.</summary>
    public const string Parameter = "lf_id";

    /// <summary>Of the deployment's keys, which one (<see cref="NewId.KeyFor"/>).</summary>
    public const string Purpose = "followed-link";

    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    private const byte Version = 1;
    private const int MacAt = 1 + 16 + 8;
    private const int Length = MacAt + 16;
    private const string Lead = "ld_";

    public string Of(string leadId, DateTimeOffset at)
    {
        var token = new byte[Length];
        token[0] = Version;
        Convert.FromHexString(leadId.AsSpan(Lead.Length), token.AsSpan(1, 16), out _, out _);
        BinaryPrimitives.WriteInt64BigEndian(token.AsSpan(17), at.ToUnixTimeMilliseconds());
        Mac(token.AsSpan(0, MacAt)).CopyTo(token.AsSpan(MacAt));
        return Base64Url.EncodeToString(token);
    }

    /// <returns>Whose link was followed when; null for anything that we did not sign, or not lately.</returns>
    public (string LeadId, DateTimeOffset At)? Read(string token, DateTimeOffset now)
    {
        Span<byte> bytes = stackalloc byte[Length];
        if (token.Length != Base64Url.GetEncodedLength(Length) || !Base64Url.IsValid(token) || !Base64Url.TryDecodeFromChars(token, bytes, out var length) || length != Length
            || !CryptographicOperations.FixedTimeEquals(Mac(bytes[..MacAt]), bytes[MacAt..]) || bytes[0] != Version)
        {
            return null;
        }

        var at = DateTimeOffset.FromUnixTimeMilliseconds(BinaryPrimitives.ReadInt64BigEndian(bytes[17..]));
        return now - at > Lifetime ? null : (Lead + Convert.ToHexStringLower(bytes.Slice(1, 16)), at);
    }

    /// <summary>Where a link leads, with the parameter.</summary>
    public string On(string target, string leadId, DateTimeOffset at)
    {
        var fragment = target.IndexOf('#', StringComparison.Ordinal) is >= 0 and var found ? found : target.Length;
        var mark = target.AsSpan(0, fragment).Contains('?') ? '&' : '?';
        return LeadId.IsOne(leadId) ? $"{target.AsSpan(0, fragment)}{mark}{Parameter}={Of(leadId, at)}{target.AsSpan(fragment)}" : target;
    }

    private byte[] Mac(ReadOnlySpan<byte> body) => HMACSHA256.HashData(key, body)[..16];
}
