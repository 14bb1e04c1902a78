using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Providers.Inbound.Reading;

/// <summary>The id by which a repeat is recognised: the provider's own where it has one, else a hash of what makes the event this one.</summary>
internal static class EventId
{
    private const int LongestOwn = 90;

    private static readonly SearchValues<char> Letters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.:-");

    /// <param name="own">The provider's id; null or empty when it gives none.</param>
    /// <param name="otherwise">What makes the event this one, in the same order every time.</param>
    public static string Of(string provider, string? own, params ReadOnlySpan<string?> otherwise)
    {
        if (!string.IsNullOrEmpty(own))
        {
            return Plain(own) is { } plain ? $"{provider}:{plain}" : $"{provider}:h{Hash([own])}";
        }

        return $"{provider}:h{Hash(otherwise)}";
    }

    /// <summary>An id of a service's answers, without its name before it. Where it gives none, the same body within the hour is the same post.</summary>
    public static string Answers(string? own, WebhookRequest request) => string.IsNullOrEmpty(own)
        ? $"h{Convert.ToHexStringLower(SHA256.HashData(request.Body.Span).AsSpan(0, 16))}-{request.Now.UtcTicks / TimeSpan.TicksPerHour}"
        : Plain(own) ?? "h" + Hash([own]);

    private static string? Plain(string own) => own.Length <= LongestOwn && own.AsSpan().IndexOfAnyExcept(Letters) < 0 ? own : null;

    private static string Hash(ReadOnlySpan<string?> parts)
    {
        var text = new StringBuilder();
        foreach (var part in parts)
        {
            // With lengths, so that no two different lists read the same.
            text.Append(part?.Length ?? -1).Append(':').Append(part);
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())).AsSpan(0, 16));
    }
}
