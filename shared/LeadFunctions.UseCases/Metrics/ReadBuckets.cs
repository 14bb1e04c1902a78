using System.Collections.Concurrent;
using System.Text.Json;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.UseCases.Metrics;

/// <summary>Buckets as they were read last: most days of a period are over and change no more, and to take their text apart is most of the work of an answer.</summary>
internal sealed class ReadBuckets
{
    /// <summary>Two years of every family; a few dozen megabytes at most.</summary>
    private const int Most = 8_000;

    private readonly ConcurrentDictionary<string, (long Version, IReadOnlyDictionary<string, long> Sums)> _known = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, long> Sums(string key, RegisterEntry entry)
    {
        if (_known.TryGetValue(key, out var known) && known.Version == entry.Version)
        {
            return known.Sums;
        }

        var sums = JsonSerializer.Deserialize(entry.Value, WireJson.Default.DictionaryStringInt64)!;
        if (_known.Count >= Most)
        {
            _known.Clear();
        }

        _known[key] = (entry.Version, sums);
        return sums;
    }
}
