using LeadFunctions.Cloud.Bus;
using LeadFunctions.Cosmos;
using LeadFunctions.UseCases;
using Microsoft.Azure.Cosmos;

namespace LeadFunctions.Cloud.Hosting;

/// <summary>The lead store on Cosmos DB, whose commits go on through the bus.</summary>
public static class Stores
{
    /// <summary>Opens nothing. In gateway mode only for emulators.</summary>
    public static CosmosClient Client(CloudSettings settings, Azure.Core.TokenCredential credential) =>
        settings.CosmosEndpoint is { } endpoint ? new CosmosClient(endpoint, credential, CosmosContainers.Client)
        : settings.CosmosConnection is { } connection ? new CosmosClient(connection, CosmosContainers.Client)
        : throw CloudSettings.Missing("Cosmos__accountEndpoint", "Cosmos");

    public static CosmosLeadStore Leads(CosmosClient client, CloudSettings settings, IRegisterTable registers, CosmosOptions options)
    {
        var database = client.GetDatabase(settings.CosmosDatabase);
        return new CosmosLeadStore(database.GetContainer(CosmosContainers.Leads.Id), database.GetContainer(CosmosContainers.Visitors.Id), registers, options);
    }
}
