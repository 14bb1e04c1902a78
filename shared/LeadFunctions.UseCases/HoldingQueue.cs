using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using LeadFunctions.Domain.Leads;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.UseCases;

/// <summary>The holding queue (register <c>holding</c>): leads nobody could take, first in, first out per pool.</summary>
public static class HoldingQueue
{
    private const int PageSize = 100;

    /// <param name="cause">Why the lead needed an owner.</param>
    public static RegisterWrite Enter(string leadId, string? poolId, DateTimeOffset since, string cause) =>
        Write(new HeldLead(leadId, poolId, cause == Reactions.Import ? cause : null), since, 0);

    /// <summary>The lead's place, if it waits.</summary>
    public static async Task<HeldPlace?> PlaceOfAsync(ILeadStore leads, Lead lead, CancellationToken ct)
    {
        var key = lead.Holding is { } holding ? KeyOf(lead.Id, holding.Since) : null;
        return key is not null && await leads.FindRegisterAsync(RegisterNames.Holding, key, ct) is { } entry
            ? new HeldPlace(Read(entry.Value), lead.Holding!.Since, entry.Version)
            : null;
    }

    /// <summary>It waits on at the same place, now for another pool.</summary>
    public static IReadOnlyList<RegisterWrite> WaitFor(HeldPlace? place, string? poolId) =>
        place is null || place.Held.PoolId == poolId ? [] : [Write(place.Held with { PoolId = poolId }, place.Since, place.Version)];

    /// <summary>Takes the lead off the queue, if it is on it.</summary>
    public static IReadOnlyList<RegisterWrite> Leave(HeldPlace? place) =>
        place is null ? [] : [new RegisterWrite(RegisterNames.Holding, KeyOf(place.Held.LeadId, place.Since), null, place.Version)];

    /// <summary>A lead that waits longer for the same pool and can be taken now; null when this one is the first such.</summary>
    public static async Task<string?> AheadOfAsync(ILeadStore leads, Lead lead, string? poolId, Func<string, Task<bool>> canBeTaken, CancellationToken ct)
    {
        var mine = lead.Holding is { } holding ? KeyOf(lead.Id, holding.Since) : null;
        await foreach (var (key, held) in EntriesAsync(leads, ct))
        {
            if (poolId is null || (mine is not null && string.CompareOrdinal(key, mine) >= 0))
            {
                return null;
            }

            if (held.PoolId == poolId && held.LeadId != lead.Id && await canBeTaken(held.LeadId))
            {
                return held.LeadId;
            }
        }

        return null;
    }

    /// <summary>Who waits longest for a pool, this lead apart.</summary>
    public static async Task<string?> NextForAsync(ILeadStore leads, string? poolId, Lead apart, CancellationToken ct)
    {
        await foreach (var (_, held) in EntriesAsync(leads, ct))
        {
            if (held.PoolId == poolId && held.LeadId != apart.Id)
            {
                return held.LeadId;
            }
        }

        return null;
    }

    /// <summary>Everything that waits, longest first, page by page.</summary>
    public static async IAsyncEnumerable<(string Key, HeldLead Held)> EntriesAsync(ILeadStore leads, [EnumeratorCancellation] CancellationToken ct)
    {
        for (string? after = null; ;)
        {
            var page = await leads.ListRegisterAsync(RegisterNames.Holding, after, PageSize, ct);
            foreach (var (key, entry) in page)
            {
                yield return (key, Read(entry.Value));
            }

            if (page.Count < PageSize)
            {
                yield break;
            }

            after = page[^1].Key;
        }
    }

    /// <summary>Keys sort by the instant the wait began.</summary>
    private static string KeyOf(string leadId, DateTimeOffset since) => since.ToUnixTimeMilliseconds().ToString("D15", CultureInfo.InvariantCulture) + ":" + leadId;

    private static RegisterWrite Write(HeldLead held, DateTimeOffset since, long version) =>
        new(RegisterNames.Holding, KeyOf(held.LeadId, since), JsonSerializer.Serialize(held, WireJson.Default.HeldLead), version);

    private static HeldLead Read(string value) => JsonSerializer.Deserialize(value, WireJson.Default.HeldLead)!;
}

/// <summary>An entry of the holding queue, as stored.</summary>
/// <param name="Cause">Only when it is <see cref="Reactions.Import"/>: nobody is paged for old news.</param>
public sealed record HeldLead(string LeadId, string? PoolId, string? Cause = null);

/// <summary>A waiting lead's entry, as read.</summary>
public sealed record HeldPlace(HeldLead Held, DateTimeOffset Since, long Version);
