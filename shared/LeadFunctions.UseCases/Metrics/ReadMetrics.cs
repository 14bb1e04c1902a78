using System.Text.Json;
using LeadFunctions.Domain.Metrics;
using LeadFunctions.Domain.Playbooks;
using LeadFunctions.Domain.Routing;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.UseCases.Metrics;

/// <summary>The figures of a period, read from the buckets of its days, or of a long one its weeks: the cost follows these, not the leads.</summary>
public sealed class ReadMetrics(ILeadStore leads)
{
    private readonly ReadBuckets _known = new();

    /// <summary>Ten years.</summary>
    public const int MostDays = 3660;

    /// <summary>What groups there are, by the name that callers use; <c>cohort</c> has no family of its own.</summary>
    public static readonly IReadOnlyDictionary<string, string?> By = new Dictionary<string, string?>
    {
        ["source"] = Families.BySource,
        ["campaign"] = Families.ByCampaign,
        ["owner"] = Families.ByOwner,
        ["sequence"] = Families.BySequence,
        ["pool"] = Families.ByPool,
        ["cohort"] = null,
    };

    public async Task<MetricsAnswer> OfEverybodyAsync(MetricsQuery query, Playbook playbook, DateTimeOffset now, CancellationToken ct)
    {
        var data = new FigureData(query.From, query.To)
        {
            Cohort = await BucketsAsync(Families.Cohort, query, ct),
            Flow = await BucketsAsync(Families.Flow, query, ct),
            Sequence = await BucketsAsync(Families.Sequence, query, ct),
            Lift = await BucketsAsync(Families.Lift, query, ct),
            Groups = By[query.By] is { } family ? await BucketsAsync(family, query, ct) : [],
        };
        return MetricsOf.Everybody(new MetricsAnswer(query.From, query.To, query.By, now, "all"), data, await RotationsAsync(playbook, ct), playbook, query.Unit);
    }

    /// <summary>Only what one person's leads add.</summary>
    public async Task<MetricsAnswer> OfOwnerAsync(string owner, MetricsQuery query, Playbook playbook, DateTimeOffset now, CancellationToken ct)
    {
        var data = new FigureData(query.From, query.To) { Groups = await BucketsAsync(Families.ByOwner, query, ct) };
        return MetricsOf.OfOwner(new MetricsAnswer(query.From, query.To, "owner", now, "own"), owner, data, playbook);
    }

    /// <summary>Weeks that are rolled up, where they suffice, and the days between.</summary>
    private async Task<IReadOnlyList<DayBucket>> BucketsAsync(string family, MetricsQuery query, CancellationToken ct)
    {
        var (first, last) = WeekBuckets.Within(query.From, query.To);
        var (found, from) = (new List<DayBucket>(), query.From);
        foreach (var week in WeekBuckets.Suffice(query) ? await ReadAsync(RegisterNames.FigureWeeks, family, first, last, ct) : [])
        {
            found.AddRange(await DaysAsync(family, from, week.Day.AddDays(-1), ct));
            found.Add(week);
            from = week.Day.AddDays(7);
        }

        return [.. found, .. await DaysAsync(family, from, query.To, ct)];
    }

    private async Task<IReadOnlyList<DayBucket>> DaysAsync(string family, DateOnly from, DateOnly to, CancellationToken ct) =>
        from > to ? [] : await ReadAsync(RegisterNames.Figures, family, from, to, ct);

    private async Task<IReadOnlyList<DayBucket>> ReadAsync(string register, string family, DateOnly from, DateOnly to, CancellationToken ct)
    {
        var last = Families.Bucket(family, to);
        var found = await leads.ListRegisterAsync(register, Families.Bucket(family, from.AddDays(-1)), Math.Max(0, to.DayNumber - from.DayNumber + 1), ct);
        return
        [
            .. found.TakeWhile(entry => string.CompareOrdinal(entry.Key, last) <= 0)
                .Select(entry => new DayBucket(Families.DayOf(family, entry.Key)!.Value, _known.Sums(register + entry.Key, entry.Value))),
        ];
    }

    private async Task<IReadOnlyDictionary<string, Rotation>> RotationsAsync(Playbook playbook, CancellationToken ct)
    {
        var rotations = new Dictionary<string, Rotation>(StringComparer.Ordinal);
        foreach (var pool in playbook.Pools)
        {
            if (await leads.FindRegisterAsync(RegisterNames.Rotation, pool.Id, ct) is { } entry)
            {
                rotations[pool.Id] = JsonSerializer.Deserialize(entry.Value, WireJson.Default.Rotation)!;
            }
        }

        return rotations;
    }
}

/// <param name="From">First day (UTC).</param>
/// <param name="To">Last day.</param>
/// <param name="By">One of <see cref="ReadMetrics.By"/>.</param>
public sealed record MetricsQuery(DateOnly From, DateOnly To, string By = "source", Unit? Unit = null);
