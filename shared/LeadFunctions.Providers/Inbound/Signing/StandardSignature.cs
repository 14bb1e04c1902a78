using System.Text;
using LeadFunctions.Providers.Notify;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Providers.Inbound.Signing;

/// <summary>
/// Standard Webhooks, as Svix and its customers send them: HMAC of <c>id.timestamp.body</c>, one or more signatures <c>v1,…</c> of which one must match;
/// other versions are skipped. Five minutes of difference between the clocks are allowed.
/// </summary>
internal sealed class StandardSignature(IReadOnlyList<string> secrets)
{
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);
    private const int MostSignatures = 16;

    private readonly Hmac _hmac = new([.. secrets.Select(StandardWebhook.KeyOf)]);

    /// <returns>Null when the signature holds; <paramref name="id"/> is then the message's id, the same in every repeat.</returns>
    public WebhookReading.Refused? Refuses(WebhookRequest request, out string id)
    {
        id = request.Header("webhook-id") ?? request.Header("svix-id") ?? "";
        var timestamp = request.Header("webhook-timestamp") ?? request.Header("svix-timestamp");
        var signatures = request.Header("webhook-signature") ?? request.Header("svix-signature");
        if (!_hmac.IsConfigured)
        {
            return Refusals.NotConfigured;
        }

        if (id.Length is 0 or > 256 || timestamp is null || !Matches(signatures ?? "", $"{id}.{timestamp}.", request.Body.Span))
        {
            return Refusals.Signature;
        }

        return Hmac.IsRecent(timestamp, request.Now, Tolerance, Tolerance) ? null : Refusals.Time;
    }

    /// <summary>The signature alone, whatever the time.</summary>
    public bool Matches(string signatures, string before, ReadOnlySpan<byte> body)
    {
        var found = false;
        foreach (var one in signatures.Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(MostSignatures))
        {
            found |= one.StartsWith("v1,", StringComparison.Ordinal) && _hmac.MatchesBase64(one[3..], Encoding.UTF8.GetBytes(before), body);
        }

        return found;
    }
}
