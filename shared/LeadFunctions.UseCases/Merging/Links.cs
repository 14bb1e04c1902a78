using System.Text.Json;
using LeadFunctions.Domain.Merging;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.UseCases.Merging;

/// <summary>The links of merged leads (register <c>links</c>, by lead id).</summary>
public static class Links
{
    public static async Task<FoundLink> FindAsync(ILeadStore leads, string leadId, CancellationToken ct) =>
        await leads.FindRegisterAsync(RegisterNames.Links, leadId, ct) is { } entry
            ? new FoundLink(leadId, JsonSerializer.Deserialize(entry.Value, WireJson.Default.Link)!, entry.Version)
            : new FoundLink(leadId, new Link(), 0);
}

/// <summary>A lead's link as it was read.</summary>
public sealed record FoundLink(string LeadId, Link Link, long Version)
{
    public RegisterWrite Becomes(Link link) => new(RegisterNames.Links, LeadId, JsonSerializer.Serialize(link, WireJson.Default.Link), Version);
}
