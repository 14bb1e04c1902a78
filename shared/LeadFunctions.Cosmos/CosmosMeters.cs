using System.Diagnostics.Metrics;

namespace LeadFunctions.Cosmos;

/// <summary>Counts of the cloud store. No personal data.</summary>
internal static class CosmosMeters
{
    private static readonly Meter Meter = new("LeadFunctions");

    public static readonly Counter<long> Unfinished = Meter.CreateCounter<long>("leadfunctions.cosmos.unfinished", "{commit}", "Commits left to the sweep");
    public static readonly Counter<long> Retries = Meter.CreateCounter<long>("leadfunctions.cosmos.retries", "{request}", "Requests sent again, by status");
}
