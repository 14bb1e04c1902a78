using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using LeadFunctions.Domain.Identity;

namespace LeadFunctions.UseCases.Notifying;

/// <summary>
/// The signed part of a claim link: whose it is, for which lead, on which occasion, until when. Whoever holds it may accept that lead for that person and
/// nothing else. Base64url of a version byte, the lead, the minute it expires, person, occasion, and 128 bits of HMAC-SHA256 over all of it.
/// </summary>
/// <param name="key">32 bytes of this deployment, for this purpose only.</param>
public sealed class ClaimTokens(byte[] key)
{
    /// <summary>How long a link works.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(7);

    /// <summary>Of the deployment's keys, which one (<see cref="NewId.KeyFor"/>).</summary>
    public const string Purpose = "claim-link";

    /// <summary>No token is longer.</summary>
    public const int MostCharacters = 256;

    private const byte Version = 1;
    private const int Head = 1 + 16 + 4 + 1;
    private const int MacLength = 16;
    private const string Lead = "ld_";

    /// <returns>Null when the names are too long for a link.</returns>
    public string? Of(Claim claim)
    {
        var (person, occasion) = (Encoding.UTF8.GetBytes(claim.PersonId), Encoding.UTF8.GetBytes(claim.Occasion));
        var length = Head + person.Length + occasion.Length;
        if (person.Length > byte.MaxValue || Base64Url.GetEncodedLength(length + MacLength) > MostCharacters || !LeadId.IsOne(claim.LeadId))
        {
            return null;
        }

        var token = new byte[length + MacLength];
        token[0] = Version;
        Convert.FromHexString(claim.LeadId.AsSpan(Lead.Length), token.AsSpan(1, 16), out _, out _);
        BinaryPrimitives.WriteUInt32BigEndian(token.AsSpan(17), (uint)(claim.Expires.ToUnixTimeSeconds() / 60));
        token[21] = (byte)person.Length;
        person.CopyTo(token, Head);
        occasion.CopyTo(token, Head + person.Length);
        Mac(token.AsSpan(0, length)).CopyTo(token.AsSpan(length));
        return Base64Url.EncodeToString(token);
    }

    /// <returns>What we once signed, expired or not; null for anything else.</returns>
    public Claim? Read(string token)
    {
        Span<byte> bytes = stackalloc byte[MostCharacters];
        if (token.Length > MostCharacters || !Base64Url.IsValid(token) || !Base64Url.TryDecodeFromChars(token, bytes, out var length) || length < Head + MacLength)
        {
            return null;
        }

        var body = bytes[..(length - MacLength)];
        if (!CryptographicOperations.FixedTimeEquals(Mac(body), bytes[body.Length..length]) || body[0] != Version)
        {
            return null;
        }

        var occasionAt = Head + body[21];
        return new Claim(
            Lead + Convert.ToHexStringLower(body.Slice(1, 16)),
            Encoding.UTF8.GetString(body[Head..occasionAt]),
            Encoding.UTF8.GetString(body[occasionAt..]),
            DateTimeOffset.FromUnixTimeSeconds(60L * BinaryPrimitives.ReadUInt32BigEndian(body[17..])));
    }

    private byte[] Mac(ReadOnlySpan<byte> body) => HMACSHA256.HashData(key, body)[..MacLength];
}

/// <param name="Occasion">What the person was told about: the event part of the effect key.</param>
public sealed record Claim(string LeadId, string PersonId, string Occasion, DateTimeOffset Expires);
