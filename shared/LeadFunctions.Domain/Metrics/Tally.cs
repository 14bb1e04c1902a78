using System.Globalization;

namespace LeadFunctions.Domain.Metrics;

/// <summary>Sums of measures: days add up to a period. What is not there is zero.</summary>
public sealed class Tally
{
    private readonly Dictionary<string, long> _sums = new(StringComparer.Ordinal);

    public long this[string measure] => _sums.GetValueOrDefault(measure);

    public static Tally Of(IEnumerable<IReadOnlyDictionary<string, long>> days)
    {
        var tally = new Tally();
        foreach (var day in days)
        {
            tally.Add(day);
        }

        return tally;
    }

    public void Add(IReadOnlyDictionary<string, long> day)
    {
        foreach (var (measure, amount) in day)
        {
            Add(measure, amount);
        }
    }

    public void Add(string measure, long amount) => _sums[measure] = _sums.GetValueOrDefault(measure) + amount;

    /// <summary>The measures under a prefix that are not zero, without it.</summary>
    public IEnumerable<KeyValuePair<string, long>> Under(string prefix) => _sums
        .Where(sum => sum.Value != 0 && sum.Key.StartsWith(prefix, StringComparison.Ordinal))
        .Select(sum => KeyValuePair.Create(sum.Key[prefix.Length..], sum.Value));

    public double? Percentile(string histogram, double share) =>
        LogBuckets.Percentile(Under(histogram).Select(pair => KeyValuePair.Create(int.Parse(pair.Key, CultureInfo.InvariantCulture), pair.Value)), share);

    /// <summary>The groups of a family, each with its own sums.</summary>
    public IReadOnlyDictionary<string, Tally> Groups()
    {
        var groups = new Dictionary<string, Tally>(StringComparer.Ordinal);
        foreach (var (key, amount) in _sums)
        {
            var tab = key.IndexOf(Families.Tab, StringComparison.Ordinal);
            if (tab < 0)
            {
                continue;
            }

            if (!groups.TryGetValue(key[..tab], out var group))
            {
                groups.Add(key[..tab], group = new Tally());
            }

            group.Add(key[(tab + 1)..], amount);
        }

        return groups;
    }
}
