using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Providers.Enrich;

/// <summary>No enrichment is configured: nothing is known of any company.</summary>
public sealed class NoEnricher : IEnricher
{
    public string Name => "none";

    public Task<EnrichmentResult> LookUpAsync(string domain, CancellationToken ct) => Task.FromResult<EnrichmentResult>(new EnrichmentResult.NotFound());
}
