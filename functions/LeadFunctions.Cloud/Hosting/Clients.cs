using Azure.Core;
using Azure.Data.Tables;
using Azure.Identity;
using Azure.Messaging.ServiceBus;
using Azure.Messaging.ServiceBus.Administration;

namespace LeadFunctions.Cloud.Hosting;

/// <summary>The SDK's clients, one of each per process. Making one opens nothing; the first call does.</summary>
public static class Clients
{
    /// <summary>In the cloud exactly the app's identity: the chain of the default credential would try others first.</summary>
    public static TokenCredential Credential(CloudSettings settings) =>
        settings.ClientId is { } id ? new ManagedIdentityCredential(ManagedIdentityId.FromUserAssignedClientId(id)) : new DefaultAzureCredential();

    public static ServiceBusClient Bus(CloudSettings settings, TokenCredential credential) =>
        settings.BusNamespace is { } name ? new ServiceBusClient(name, credential, BusOptions())
        : settings.BusConnection is { } connection ? new ServiceBusClient(connection, BusOptions())
        : throw CloudSettings.Missing("ServiceBus__fullyQualifiedNamespace", "ServiceBus");

    public static ServiceBusAdministrationClient BusAdministration(CloudSettings settings, TokenCredential credential) =>
        settings.BusNamespace is { } name ? new ServiceBusAdministrationClient(name, credential)
        : settings.BusConnection is { } connection ? new ServiceBusAdministrationClient(connection)
        : throw CloudSettings.Missing("ServiceBus__fullyQualifiedNamespace", "ServiceBus");

    public static TableClient Registers(CloudSettings settings, TokenCredential credential) =>
        settings.RegistersUri is { } uri ? new TableClient(new Uri(uri), settings.RegistersTable, credential, TableOptions())
        : settings.RegistersConnection is { } connection ? new TableClient(connection, settings.RegistersTable, TableOptions())
        : throw CloudSettings.Missing("Registers__tableServiceUri", "Registers");

    // A public request waits for its send: rather tell it to come again than keep it for a minute.
    private static ServiceBusClientOptions BusOptions() => new()
    {
        RetryOptions = new ServiceBusRetryOptions { MaxRetries = 2, Delay = TimeSpan.FromMilliseconds(200), MaxDelay = TimeSpan.FromSeconds(2), TryTimeout = TimeSpan.FromSeconds(10) },
    };

    private static TableClientOptions TableOptions()
    {
        var options = new TableClientOptions();
        options.Retry.MaxRetries = 3;
        options.Retry.Delay = TimeSpan.FromMilliseconds(200);
        options.Retry.MaxDelay = TimeSpan.FromSeconds(2);
        options.Retry.NetworkTimeout = TimeSpan.FromSeconds(10);
        return options;
    }
}
