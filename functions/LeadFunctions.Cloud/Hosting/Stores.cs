using Azure.Core;
using LeadFunctions.Cosmos;
using Microsoft.Azure.Cosmos;

namespace LeadFunctions.Cloud.Hosting;

/// <summary>The lead store on Cosmos DB, whose commits go on through the bus.</summary>
public static class Stores
{
    /// <summary>Opens nothing. Directly to the partitions; an emulator is asked through its gateway.</summary>
    public static CosmosClient Client(CloudSettings settings, TokenCredential credential) =>
        settings.CosmosEndpoint is { } endpoint ? new CosmosClient(endpoint, credential, Options(ConnectionMode.Direct))
        : settings.CosmosConnection is { } connection ? new CosmosClient(connection, Options(ConnectionMode.Gateway))
        : throw CloudSettings.Missing("Cosmos__accountEndpoint", "Cosmos");

    public static CosmosLeadStore Leads(CosmosClient client, CloudSettings settings, IRegisterTable registers, CosmosOptions options)
    {
        var database = client.GetDatabase(settings.CosmosDatabase);
        return new CosmosLeadStore(database.GetContainer(CosmosContainers.Leads.Id), database.GetContainer(CosmosContainers.Visitors.Id), registers, options);
    }

    // The store repeats by itself what was refused for now: it knows its own writes.
    private static CosmosClientOptions Options(ConnectionMode mode) => new()
    {
        ApplicationName = "LeadFunctions",
        ConnectionMode = mode,
        EnableContentResponseOnWrite = false,
        MaxRetryAttemptsOnRateLimitedRequests = 0,
        RequestTimeout = TimeSpan.FromSeconds(10),
    };
}
