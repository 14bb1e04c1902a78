using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Merging;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.UseCases.Hygiene;

/// <summary>Pairs of leads that may be one person (register <c>duplicates</c>), found as leads change.</summary>
public sealed class Duplicates(ILeadStore leads)
{
    /// <summary>The same for a pair whichever comes first.</summary>
    public static string IdOf(string one, string other)
    {
        var (first, second) = string.CompareOrdinal(one, other) < 0 ? (one, other) : (other, one);
        return "dup_" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(first + "\n" + second)).AsSpan(0, 16));
    }

    public static RegisterWrite Write(string id, DuplicatePair pair, long version) =>
        new(RegisterNames.Duplicates, id, JsonSerializer.Serialize(pair, WireJson.Default.DuplicatePair), version);

    /// <summary>Those somebody should look at: both leads are there, apart, and nobody has said that they are two.</summary>
    /// <param name="after">What a former page gave as next.</param>
    public async Task<(IReadOnlyList<OpenDuplicate> Pairs, string? Next)> PageAsync(string? after, int limit, CancellationToken ct)
    {
        var page = await leads.ListRegisterAsync(RegisterNames.Duplicates, after, limit, ct);
        var open = new List<OpenDuplicate>();
        foreach (var (id, entry) in page)
        {
            if (await OfAsync(id, entry, ct) is { } pair)
            {
                open.Add(pair);
            }
        }

        return (open, page.Count < limit ? null : page[^1].Key);
    }

    /// <returns>False when there is no such pair.</returns>
    public async Task<bool> DismissAsync(string id, string by, DateTimeOffset now, CancellationToken ct)
    {
        for (; ; )
        {
            if (await leads.FindRegisterAsync(RegisterNames.Duplicates, id, ct) is not { } entry)
            {
                return false;
            }

            var line = AuditTrail.Line(new AuditEntry(now, by, "dismiss-duplicate", null, id), id);
            if (await leads.CommitAsync(new Commit { Registers = [Write(id, Read(entry) with { DismissedBy = by }, entry.Version), line] }, ct) == CommitResult.Committed)
            {
                return true;
            }
        }
    }

    private async Task<OpenDuplicate?> OfAsync(string id, RegisterEntry entry, CancellationToken ct)
    {
        var pair = Read(entry);
        return pair.DismissedBy is null
            && await leads.FindLeadAsync(pair.One, ct) is { MergedInto: null } one
            && await leads.FindLeadAsync(pair.Other, ct) is { MergedInto: null } other
            && Shared(one, other) is { Count: > 0 } kinds
                ? new OpenDuplicate(id, kinds, pair.FoundAt, Mergeable.Compare(one, other) <= 0 ? [one, other] : [other, one])
                : null;
    }

    /// <summary>What they share now: one may have changed since.</summary>
    private static List<string> Shared(Lead one, Lead other) => [.. MatchKeys.Of(one).Intersect(MatchKeys.Of(other)).Select(key => key.Kind)];

    private static DuplicatePair Read(RegisterEntry entry) => JsonSerializer.Deserialize(entry.Value, WireJson.Default.DuplicatePair)!;
}

/// <summary>A pair as stored.</summary>
/// <param name="Kinds">What they shared when it was found.</param>
/// <param name="DismissedBy">Who said that they are two people.</param>
public sealed record DuplicatePair(string One, string Other, IReadOnlyList<string> Kinds, DateTimeOffset FoundAt, string? DismissedBy = null);

/// <param name="Leads">The one that would stay first.</param>
public sealed record OpenDuplicate(string Id, IReadOnlyList<string> Kinds, DateTimeOffset FoundAt, IReadOnlyList<Lead> Leads)
{
    public bool IsExact => MatchKeys.IsExact([.. Kinds]);
}
