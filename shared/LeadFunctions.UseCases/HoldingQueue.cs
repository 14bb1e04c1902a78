using System.Globalization;
using System.Text.Json;
using LeadFunctions.Domain.Leads;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.UseCases;

/// <summary>The holding queue (register <c>holding</c>): leads nobody could take, first in, first out per pool.</summary>
public static class HoldingQueue
{
    private const int PageSize = 100;

    public static RegisterWrite Enter(string leadId, string? poolId, DateTimeOffset since) =>
        new(RegisterNames.Holding, KeyOf(leadId, since), JsonSerializer.Serialize(new HeldLead(leadId, poolId), WireJson.Default.HeldLead), 0);

    /// <summary>Takes the lead off the queue, if it is on it.</summary>
    public static async Task<IReadOnlyList<RegisterWrite>> LeaveAsync(ILeadStore leads, Lead lead, CancellationToken ct)
    {
        if (lead.Holding is not { } holding)
        {
            return [];
        }

        var key = KeyOf(lead.Id, holding.Since);
        return await leads.FindRegisterAsync(RegisterNames.Holding, key, ct) is { } entry ? [new RegisterWrite(RegisterNames.Holding, key, null, entry.Version)] : [];
    }

    /// <summary>A lead that waits longer for the same pool; null when this one is the first.</summary>
    public static async Task<string?> AheadOfAsync(ILeadStore leads, Lead lead, string? poolId, CancellationToken ct)
    {
        var mine = lead.Holding is { } holding ? KeyOf(lead.Id, holding.Since) : null;
        var first = (await leads.ListRegisterAsync(RegisterNames.Holding, null, PageSize, ct))
            .Where(entry => mine is null || string.CompareOrdinal(entry.Key, mine) < 0)
            .Select(entry => Read(entry.Value))
            .FirstOrDefault(held => held.PoolId == poolId && held.LeadId != lead.Id);
        return poolId is null ? null : first?.LeadId;
    }

    public static async Task<string?> NextAfterAsync(ILeadStore leads, Lead lead, CancellationToken ct) =>
        (await leads.ListRegisterAsync(RegisterNames.Holding, null, 2, ct)).Select(entry => Read(entry.Value).LeadId).FirstOrDefault(leadId => leadId != lead.Id);

    public static async Task<IReadOnlyList<string>> AllAsync(ILeadStore leads, CancellationToken ct) =>
        [.. (await leads.ListRegisterAsync(RegisterNames.Holding, null, PageSize, ct)).Select(entry => Read(entry.Value).LeadId)];

    /// <summary>Keys sort by the instant the wait began.</summary>
    private static string KeyOf(string leadId, DateTimeOffset since) => since.ToUnixTimeMilliseconds().ToString("D15", CultureInfo.InvariantCulture) + ":" + leadId;

    private static HeldLead Read(RegisterEntry entry) => JsonSerializer.Deserialize(entry.Value, WireJson.Default.HeldLead)!;
}

/// <summary>An entry of the holding queue, as stored.</summary>
public sealed record HeldLead(string LeadId, string? PoolId);
