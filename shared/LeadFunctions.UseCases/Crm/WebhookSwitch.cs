using System.Text.Json;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.UseCases;

/// <summary>An endpoint that wants no more, in the register <c>webhooks</c> under its id. It stays off until somebody switches it on again.</summary>
public sealed record WebhookSwitch(DateTimeOffset OffSince, string Reason)
{
    /// <returns>Null when the endpoint is on.</returns>
    public static async Task<WebhookSwitch?> FindAsync(ILeadStore leads, string endpointId, CancellationToken ct) =>
        await leads.FindRegisterAsync(RegisterNames.Webhooks, endpointId, ct) is { } entry ? JsonSerializer.Deserialize(entry.Value, WireJson.Default.WebhookSwitch) : null;

    /// <summary>Switches off; when it is off already, it stays off since then.</summary>
    public Task OffAsync(ILeadStore leads, string endpointId, CancellationToken ct) =>
        leads.CommitAsync(new Commit { Registers = [new RegisterWrite(RegisterNames.Webhooks, endpointId, JsonSerializer.Serialize(this, WireJson.Default.WebhookSwitch), 0)] }, ct);

    /// <returns>Whether it was off.</returns>
    public static async Task<bool> OnAsync(ILeadStore leads, string endpointId, CancellationToken ct) =>
        await leads.FindRegisterAsync(RegisterNames.Webhooks, endpointId, ct) is { } entry
        && await leads.CommitAsync(new Commit { Registers = [new RegisterWrite(RegisterNames.Webhooks, endpointId, null, entry.Version)] }, ct) == CommitResult.Committed;
}
