using LeadFunctions.Domain.Playbooks;

namespace LeadFunctions.UseCases.Ports;

/// <summary>Posts one event to one endpoint, signed. Receivers keep the event's id, so what may or may not have arrived is sent again.</summary>
public delegate Task<WebhookResult> SendWebhook(WebhookEndpoint to, string eventId, string body, CancellationToken ct);

/// <summary>What an endpoint said.</summary>
public abstract record WebhookResult
{
    private WebhookResult()
    {
    }

    public sealed record Delivered : WebhookResult;

    /// <param name="Wait">How long it asked us to wait.</param>
    public sealed record Failed(string Reason, TimeSpan? Wait = null) : WebhookResult;

    /// <summary>It wants no more (410).</summary>
    public sealed record Gone : WebhookResult;

    /// <summary>Not tried: enough calls to this endpoint are under way, and the others need their turn.</summary>
    public sealed record Busy : WebhookResult;
}
