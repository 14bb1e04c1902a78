using System.Security.Cryptography;
using System.Text;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Providers.Inbound.Signing;

/// <summary>
/// A secret that the caller knows, for providers that do not sign: in the header <c>X-Webhook-Secret</c>, as a bearer token, as the password of basic
/// authentication (or all of <c>user:password</c>), or as <c>?key=</c>. Compared in constant time.
/// </summary>
internal sealed class SharedSecret(IReadOnlyList<string> secrets)
{
    public const string Header = "X-Webhook-Secret";
    public const string Parameter = "key";

    private readonly byte[][] _hashes = [.. secrets.Select(Hash)];

    /// <returns>Null when the caller knows it.</returns>
    public WebhookReading.Refused? Refuses(WebhookRequest request) =>
        _hashes.Length == 0 ? Refusals.NotConfigured : Offered(request).Any(IsOne) ? null : Refusals.Secret;

    public bool IsOne(string offered)
    {
        var (hash, found) = (Hash(offered), false);
        foreach (var known in _hashes)
        {
            found |= CryptographicOperations.FixedTimeEquals(hash, known);
        }

        return found;
    }

    private static IEnumerable<string> Offered(WebhookRequest request)
    {
        foreach (var plain in new[] { request.Header(Header), request.Query(Parameter) })
        {
            if (plain is { Length: > 0 })
            {
                yield return plain;
            }
        }

        var authorization = request.Header("Authorization") ?? "";
        if (authorization.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase))
        {
            yield return authorization[7..].Trim();
        }
        else if (authorization.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase) && Decoded(authorization[6..].Trim()) is { } credentials)
        {
            yield return credentials;
            yield return credentials[(credentials.IndexOf(':', StringComparison.Ordinal) + 1)..];
        }
    }

    private static string? Decoded(string base64)
    {
        var bytes = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, bytes, out var length) ? Encoding.UTF8.GetString(bytes, 0, length) : null;
    }

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}

/// <summary>Why callers are refused; counted, never told to them.</summary>
internal static class Refusals
{
    public static readonly WebhookReading.Refused NotConfigured = new("not-configured");
    public static readonly WebhookReading.Refused Secret = new("secret");
    public static readonly WebhookReading.Refused Signature = new("signature");
    public static readonly WebhookReading.Refused Time = new("time");
    public static readonly WebhookReading.Refused Source = new("source");

    public static readonly WebhookReading.Unreadable NotJson = new("not-json");
    public static readonly WebhookReading.Unreadable NotAForm = new("not-a-form");
}
