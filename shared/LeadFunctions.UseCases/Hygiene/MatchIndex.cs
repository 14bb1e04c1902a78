using System.Text;
using System.Text.Json;
using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Merging;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.UseCases.Hygiene;

/// <summary>
/// Who shares what with whom: of each lead its keys (register <c>matching</c>), of each key its leads (<c>match-keys</c>), and the pairs that follow
/// (<c>duplicates</c>). Keys are keyed hashes. Nobody is searched for: who shares a key stands beside it.
/// </summary>
public sealed class MatchIndex(ILeadStore leads, NewId ids)
{
    /// <summary>A switchboard's phone: more leads than this on one key say nothing.</summary>
    private const int MostPerKey = 20;

    /// <returns>How many pairs are new.</returns>
    public async Task<int> FollowAsync(Lead lead, DateTimeOffset now, CancellationToken ct)
    {
        for (; ; )
        {
            var entry = await leads.FindRegisterAsync(RegisterNames.Matching, lead.Id, ct);
            var former = entry is null ? [] : JsonSerializer.Deserialize(entry.Value, WireJson.Default.DictionaryStringString)!;
            var present = MatchKeys.Of(lead).ToDictionary(key => key.Kind, key => ids.Of("match", Encoding.UTF8.GetBytes(key.Kind + "\n" + key.Text)));
            if (former.Count == present.Count && !former.Except(present).Any())
            {
                return 0;
            }

            var (writes, found) = await ChangesAsync(lead.Id, former, present, now, ct);
            writes.Add(new(RegisterNames.Matching, lead.Id, JsonSerializer.Serialize(present, WireJson.Default.DictionaryStringString), entry?.Version ?? 0));
            if (await leads.CommitAsync(new Commit { Registers = writes }, ct) == CommitResult.Committed)
            {
                return found;
            }
        }
    }

    private async Task<(List<RegisterWrite> Writes, int Found)> ChangesAsync(
        string leadId, Dictionary<string, string> former, Dictionary<string, string> present, DateTimeOffset now, CancellationToken ct)
    {
        var (writes, pairs) = (new List<RegisterWrite>(), new Dictionary<string, List<string>>(StringComparer.Ordinal));
        foreach (var key in former.Values.Except(present.Values))
        {
            var (others, version) = await OnAsync(key, ct);
            writes.Add(Places(key, [.. others.Where(one => one != leadId)], version));
        }

        foreach (var (kind, key) in present.Where(one => !former.ContainsValue(one.Value)))
        {
            var (others, version) = await OnAsync(key, ct);
            others.Remove(leadId);
            others.ForEach(other => (pairs.TryGetValue(other, out var kinds) ? kinds : pairs[other] = []).Add(kind));
            writes.Add(Places(key, [.. others.Append(leadId).TakeLast(MostPerKey)], version));
        }

        var found = 0;
        foreach (var (other, kinds) in pairs)
        {
            var id = Duplicates.IdOf(leadId, other);
            if (await leads.FindRegisterAsync(RegisterNames.Duplicates, id, ct) is null)
            {
                writes.Add(Duplicates.Write(id, new DuplicatePair(leadId, other, kinds, now), 0));
                found++;
            }
        }

        return (writes, found);
    }

    private async Task<(List<string> Leads, long Version)> OnAsync(string key, CancellationToken ct) =>
        await leads.FindRegisterAsync(RegisterNames.MatchKeys, key, ct) is { } entry ? (JsonSerializer.Deserialize(entry.Value, WireJson.Default.ListString)!, entry.Version) : ([], 0);

    private static RegisterWrite Places(string key, List<string> all, long version) =>
        new(RegisterNames.MatchKeys, key, all.Count == 0 ? null : JsonSerializer.Serialize(all, WireJson.Default.ListString), version);
}
