using System.Text.Json;
using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Metrics;
using LeadFunctions.UseCases;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Bench.Lists;

/// <summary>The sums that the leads of a filled store would have been counted to.</summary>
internal sealed class FilledFigures
{
    private readonly Dictionary<string, Dictionary<string, long>> _buckets = new(StringComparer.Ordinal);

    public Lead Count(Lead lead)
    {
        foreach (var share in Shares.Of(Contribution.Of(lead)))
        {
            if (!_buckets.TryGetValue(share.Bucket, out var bucket))
            {
                _buckets.Add(share.Bucket, bucket = new Dictionary<string, long>(StringComparer.Ordinal));
            }

            bucket[share.Measure] = bucket.GetValueOrDefault(share.Measure) + share.Amount;
        }

        return lead;
    }

    public async Task StoreAsync(ILeadStore store)
    {
        foreach (var buckets in _buckets.Chunk(200))
        {
            var writes = buckets.Select(bucket => new RegisterWrite(RegisterNames.Figures, bucket.Key, JsonSerializer.Serialize(bucket.Value, WireJson.Default.DictionaryStringInt64), 0));
            await store.CommitAsync(new Commit { Registers = [.. writes] }, default);
        }
    }
}
