using System.Text.Json;
using LeadFunctions.Domain.Metrics;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.UseCases.Metrics;

/// <summary>The buckets that one commit changes: differences are gathered, and each bucket that has one is read and written once, the week's too where it is closed.</summary>
internal sealed class FigureSheet(ILeadStore leads, DateTimeOffset now)
{
    /// <summary>Sources and campaigns come from addresses that anybody can make up; more of them on one day than this are counted together.</summary>
    public const int MostGroups = 200;

    public const string Other = "(other)";

    private readonly Dictionary<string, Dictionary<string, long>> _changes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (Dictionary<string, long> Sums, long Version)> _read = new(StringComparer.Ordinal);

    public void Replace(IEnumerable<Share> before, IEnumerable<Share> after)
    {
        foreach (var (share, sign) in before.Select(share => (share, -1)).Concat(after.Select(share => (share, 1))))
        {
            if (!_changes.TryGetValue(share.Bucket, out var bucket))
            {
                _changes.Add(share.Bucket, bucket = new Dictionary<string, long>(StringComparer.Ordinal));
            }

            bucket[share.Measure] = bucket.GetValueOrDefault(share.Measure) + (sign * share.Amount);
        }
    }

    /// <summary>The contribution, with what its day has no room for under <see cref="Other"/>. What was counted so stays so.</summary>
    public async Task<Contribution> WithRoomAsync(Contribution after, Contribution? before, CancellationToken ct) => after with
    {
        Source = await RoomAsync(Families.BySource, after.Entered, after.Source, before?.Source, ct),
        Campaign = await RoomAsync(Families.ByCampaign, after.Entered, after.Campaign, before?.Campaign, ct),
    };

    public async Task<IReadOnlyList<RegisterWrite>> WritesAsync(CancellationToken ct)
    {
        var writes = new List<RegisterWrite>();
        foreach (var (key, change) in _changes)
        {
            if (change.Values.All(amount => amount == 0))
            {
                continue;
            }

            var (sums, version) = await ReadAsync(key, ct);
            var value = With(sums, change);
            writes.Add(new RegisterWrite(RegisterNames.Figures, key, value.Count == 0 && version != 0 ? null : JsonSerializer.Serialize(value, WireJson.Default.DictionaryStringInt64), version));
        }

        return [.. writes, .. await WeeksAsync(ct)];
    }

    /// <summary>A week that is not closed is written as absent as it is: whoever closes it meanwhile must look again.</summary>
    private async Task<IEnumerable<RegisterWrite>> WeeksAsync(CancellationToken ct)
    {
        var writes = new List<RegisterWrite>();
        var weeks = _changes.Select(change => (Place: Families.WeekOf(change.Key), change.Value)).Where(change => WeekBuckets.MayBeClosed(change.Place.Day, now)).GroupBy(change => change.Place.Week, change => change.Value);
        foreach (var week in weeks)
        {
            var entry = await leads.FindRegisterAsync(RegisterNames.FigureWeeks, week.Key, ct);
            var sums = entry is null ? null : week.Aggregate(JsonSerializer.Deserialize(entry.Value, WireJson.Default.DictionaryStringInt64)!, With);
            writes.Add(new RegisterWrite(RegisterNames.FigureWeeks, week.Key, sums is null ? null : JsonSerializer.Serialize(sums, WireJson.Default.DictionaryStringInt64), entry?.Version ?? 0));
        }

        return writes;
    }

    private static Dictionary<string, long> With(Dictionary<string, long> sums, Dictionary<string, long> change)
    {
        var after = new Dictionary<string, long>(sums, StringComparer.Ordinal);
        foreach (var (measure, amount) in change)
        {
            after[measure] = after.GetValueOrDefault(measure) + amount;
        }

        return after.Where(sum => sum.Value != 0).ToDictionary();
    }

    private async Task<string?> RoomAsync(string family, DateOnly day, string? name, string? before, CancellationToken ct)
    {
        if (name is null || before == name || before == Other)
        {
            return before ?? name;
        }

        var key = Families.Bucket(family, day);
        var (sums, _) = await ReadAsync(key, ct);
        bool IsThere(string measure) => sums.ContainsKey(measure) || (_changes.TryGetValue(key, out var change) && change.GetValueOrDefault(measure) > 0);
        var own = name + Families.Tab + Measures.Entered;
        return IsThere(own) || Groups(sums, key) < MostGroups ? name : Other;
    }

    private int Groups(Dictionary<string, long> sums, string key) =>
        sums.Keys.Concat(_changes.TryGetValue(key, out var change) ? change.Keys : []).Where(measure => measure.EndsWith(Families.Tab + Measures.Entered, StringComparison.Ordinal)).Distinct().Count();

    private async Task<(Dictionary<string, long> Sums, long Version)> ReadAsync(string key, CancellationToken ct)
    {
        if (!_read.TryGetValue(key, out var bucket))
        {
            var entry = await leads.FindRegisterAsync(RegisterNames.Figures, key, ct);
            bucket = entry is null ? ([], 0) : (JsonSerializer.Deserialize(entry.Value, WireJson.Default.DictionaryStringInt64)!, entry.Version);
            _read.Add(key, bucket);
        }

        return bucket;
    }
}
