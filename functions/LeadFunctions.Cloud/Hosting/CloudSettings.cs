using Microsoft.Extensions.Configuration;

namespace LeadFunctions.Cloud.Hosting;

/// <summary>
/// Where the services are. No secrets: with <c>…__credential=managedidentity</c> and a client id in the app's settings, identities do the rest. On a developer's
/// machine each may be a connection string of an emulator instead (<c>ServiceBus</c>, <c>Cosmos</c>, <c>Registers</c>).
/// </summary>
public sealed record CloudSettings(IConfiguration Configuration)
{
    /// <summary>Of the bindings and of our own clients.</summary>
    public const string ServiceBus = "ServiceBus";

    public string? BusNamespace => Configuration["ServiceBus:fullyQualifiedNamespace"];

    public string? BusConnection => Configuration[ServiceBus];

    public string? CosmosEndpoint => Configuration["Cosmos:accountEndpoint"];

    public string? CosmosConnection => Configuration["Cosmos"];

    public string CosmosDatabase => Configuration["Cosmos:database"] is { Length: > 0 } told ? told : "leads";

    public string? RegistersUri => Configuration["Registers:tableServiceUri"];

    public string? RegistersConnection => Configuration["Registers"];

    public string RegistersTable => Configuration["Registers:table"] is { Length: > 0 } told ? told : "registers";

    /// <summary>Of the user-assigned identity; null uses whatever the machine has (a developer's sign-in).</summary>
    public string? ClientId => Configuration["AZURE_CLIENT_ID"] is { Length: > 0 } told ? told : null;

    /// <summary>With this platform in front, its word on who calls can be believed; without it, anybody could write that header.</summary>
    public bool PlatformSignsIn => string.Equals(Configuration["WEBSITE_AUTH_ENABLED"], "True", StringComparison.OrdinalIgnoreCase);

    public string? MonitorConnection => Configuration["APPLICATIONINSIGHTS_CONNECTION_STRING"] is { Length: > 0 } told ? told : null;

    /// <exception cref="InvalidOperationException">Neither is set.</exception>
    public static InvalidOperationException Missing(string endpoint, string connection) => new($"Set {endpoint}, or {connection} for an emulator.");
}
