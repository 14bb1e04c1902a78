namespace LeadFunctions.UseCases.Ports;

/// <summary>Looks up what a company is by its domain. Never on the way of capture.</summary>
public interface IEnricher
{
    string Name { get; }

    Task<EnrichmentResult> LookUpAsync(string domain, CancellationToken ct);
}

public abstract record EnrichmentResult
{
    private EnrichmentResult()
    {
    }

    /// <param name="Fields">Attribute name to value.</param>
    public sealed record Found(IReadOnlyDictionary<string, string> Fields) : EnrichmentResult;

    public sealed record NotFound : EnrichmentResult;

    public sealed record Failed(string Reason) : EnrichmentResult;
}
