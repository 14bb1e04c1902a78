using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace LeadFunctions.Providers.Notify;

/// <summary>Headers of the Standard Webhooks specification: an id that stays over retries, the time of this attempt, and signatures of both with the body.</summary>
public static class StandardWebhook
{
    private const string Prefix = "whsec_";

    /// <summary>An effect key as a <c>webhook-id</c>: the same for every attempt, without a dot, telling nothing.</summary>
    public static string IdOf(string effectKey) => "msg_" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(effectKey)).AsSpan(0, 16));

    /// <param name="secret"><c>whsec_</c> and the base64 of 24 to 64 bytes.</param>
    /// <exception cref="ArgumentException">It is not.</exception>
    public static byte[] KeyOf(string secret)
    {
        var key = new byte[64];
        var isBase64 = Convert.TryFromBase64String(secret.StartsWith(Prefix, StringComparison.Ordinal) ? secret[Prefix.Length..] : "", key, out var length);
        return isBase64 && length >= 24 ? key[..length] : throw new ArgumentException("A webhook secret is whsec_ and the base64 of 24 to 64 random bytes.", nameof(secret));
    }

    /// <summary>All three headers; unsigned without keys.</summary>
    /// <param name="at">Of this attempt.</param>
    public static IReadOnlyList<KeyValuePair<string, string>> Headers(IReadOnlyCollection<byte[]> keys, string id, DateTimeOffset at, ReadOnlySpan<byte> body)
    {
        var timestamp = at.ToUnixTimeSeconds();
        KeyValuePair<string, string>[] plain = [new("webhook-id", id), new("webhook-timestamp", timestamp.ToString(CultureInfo.InvariantCulture))];
        return keys.Count == 0 ? plain : [.. plain, new("webhook-signature", Sign(keys, id, timestamp, body))];
    }

    /// <returns>The value of <c>webhook-signature</c>: one signature per key, so that receivers may know the old one or the new one.</returns>
    public static string Sign(IEnumerable<byte[]> keys, string id, long timestamp, ReadOnlySpan<byte> body)
    {
        byte[] signed = [.. Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{timestamp}.")), .. body];
        return string.Join(' ', keys.Select(key => "v1," + Convert.ToBase64String(HMACSHA256.HashData(key, signed))));
    }
}
