using System.Collections.Concurrent;
using System.Net;
using System.Text;
using LeadFunctions.Domain.Playbooks;
using LeadFunctions.Providers.Net;
using LeadFunctions.Providers.Notify;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Providers.Crm;

/// <summary>Signed posts to the playbook's webhooks, by the Standard Webhooks specification. A few at a time to each, so that one that hangs leaves room for the others.</summary>
/// <param name="secretOf">From the variable a playbook names to what is in it; two secrets with a blank between them while one replaces the other.</param>
public sealed class CrmWebhooks(Func<string, string?> secretOf, bool allowPrivate, TimeProvider clock) : IDisposable
{
    private const int AtOnce = 4;

    private readonly ConcurrentDictionary<WebhookEndpoint, Line> _lines = new();

    /// <summary>For the whole call; 15 s.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <exception cref="ArgumentException">Its URL may not be called, or its secret is missing or none.</exception>
    public void Check(WebhookEndpoint endpoint) => LineOf(endpoint);

    public async Task<WebhookResult> SendAsync(WebhookEndpoint to, string eventId, string body, CancellationToken ct)
    {
        var line = LineOf(to);
        if (!line.Enter())
        {
            return new WebhookResult.Busy();
        }

        try
        {
            var bytes = Encoding.UTF8.GetBytes(body);
            return await line.Post.SendAsync(bytes, StandardWebhook.Headers(line.Keys, eventId, clock.GetUtcNow(), bytes), ct) switch
            {
                PostOutcome.Answered { IsSuccess: true } => new WebhookResult.Delivered(),
                PostOutcome.Answered { Status: (int)HttpStatusCode.Gone } => new WebhookResult.Gone(),
                PostOutcome.Answered { Status: >= 300 and < 400 } moved => new WebhookResult.Failed($"answered {moved.Status}: redirects are not followed"),
                PostOutcome.Answered other => new WebhookResult.Failed($"answered {other.Status}", other.Wait),
                PostOutcome.NotSent not => new WebhookResult.Failed(not.Reason),
                PostOutcome.Unknown unknown => new WebhookResult.Failed(unknown.Reason),
                _ => throw new InvalidOperationException("an outcome nobody knows"),
            };
        }
        finally
        {
            line.Leave();
        }
    }

    public void Dispose()
    {
        foreach (var line in _lines.Values)
        {
            line.Post.Dispose();
        }
    }

    private Line LineOf(WebhookEndpoint endpoint) => _lines.GetOrAdd(endpoint, to =>
    {
        var secrets = secretOf(to.SecretFrom)?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];
        if (secrets.Length == 0)
        {
            throw new ArgumentException($"The webhook '{to.Id}' is to be signed with the secret in {to.SecretFrom}, and that is empty.", nameof(endpoint));
        }

        byte[][] keys = [.. secrets.Select(StandardWebhook.KeyOf)];
        return new Line(new JsonPost(to.Url, allowPrivate, clock, $"webhook '{to.Id}'") { Timeout = Timeout }, keys);
    });

    private sealed class Line(JsonPost post, byte[][] keys)
    {
        private int _underWay;

        public JsonPost Post => post;

        public byte[][] Keys => keys;

        public bool Enter()
        {
            if (Interlocked.Increment(ref _underWay) <= AtOnce)
            {
                return true;
            }

            Leave();
            return false;
        }

        public void Leave() => Interlocked.Decrement(ref _underWay);
    }
}
