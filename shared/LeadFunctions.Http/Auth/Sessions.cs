using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;

namespace LeadFunctions.Http.Auth;

/// <summary>
/// Sessions of the dashboard: a cookie with the mark of the key that was given and when it ends, signed with the deployment's key. Nothing is stored, so
/// they outlive a restart; they end with their time, and at once when the key is taken away.
/// </summary>
/// <param name="secret">32 bytes, kept with the data.</param>
public sealed class Sessions(byte[] secret, ApiKeys keys)
{
    public const string Purpose = "dashboard-session";
    public const string Cookie = "lf_session";
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(7);

    private const int Body = sizeof(long) + ApiKeys.MarkLength;
    private const int Length = Body + HMACSHA256.HashSizeInBytes;

    /// <summary>The value of a cookie for whoever has the key of this mark.</summary>
    public string Issue(ReadOnlySpan<byte> mark, DateTimeOffset now)
    {
        Span<byte> token = stackalloc byte[Length];
        BinaryPrimitives.WriteInt64BigEndian(token, (now + Lifetime).ToUnixTimeSeconds());
        mark.CopyTo(token[sizeof(long)..Body]);
        HMACSHA256.HashData(secret, token[..Body], token[Body..]);
        return Base64Url.EncodeToString(token);
    }

    /// <returns>Null without a cookie, or with one that is forged, over, or of a key that is gone.</returns>
    public Caller? CallerOf(HttpRequest request, DateTimeOffset now)
    {
        Span<byte> token = stackalloc byte[Length];
        Span<byte> signed = stackalloc byte[HMACSHA256.HashSizeInBytes];
        if (request.Cookies[Cookie] is not { } value || value.Length != Base64Url.GetEncodedLength(Length) || !Base64Url.TryDecodeFromChars(value, token, out var read) || read != Length)
        {
            return null;
        }

        HMACSHA256.HashData(secret, token[..Body], signed);
        return CryptographicOperations.FixedTimeEquals(signed, token[Body..]) && BinaryPrimitives.ReadInt64BigEndian(token) > now.ToUnixTimeSeconds()
            ? keys.Marked(token[sizeof(long)..Body])
            : null;
    }
}
