using System.Text.Json;
using System.Text.RegularExpressions;
using LeadFunctions.Cosmos;

namespace LeadFunctions.Cloud.Tests.Guards;

/// <summary>infra/ compiled by the real compiler, and looked at as Azure would get it.</summary>
public sealed partial class the_infrastructure
{
    [BicepFact]
    public void compiles_without_a_warning()
    {
        Assert.Equal("", Bicep.Said);
        Assert.Equal(0, Bicep.Exit);
        Assert.True(Bicep.Resources.Count > 30, $"only {Bicep.Resources.Count} resources");
    }

    [BicepFact]
    public void lets_nobody_in_by_a_key()
    {
        Assert.All(Bicep.OfType("Microsoft.Storage/storageAccounts"), account => Assert.False(Properties(account).GetProperty("allowSharedKeyAccess").GetBoolean()));
        Assert.All(Bicep.OfType("Microsoft.ServiceBus/namespaces"), bus => Assert.True(Properties(bus).GetProperty("disableLocalAuth").GetBoolean()));
        Assert.All(Bicep.OfType("Microsoft.DocumentDB/databaseAccounts"), account => Assert.True(Properties(account).GetProperty("disableLocalAuth").GetBoolean()));
        Assert.All(Bicep.OfType("Microsoft.Insights/components"), component => Assert.True(Properties(component).GetProperty("DisableLocalAuth").GetBoolean()));
        Assert.Equal(2, Bicep.OfType("Microsoft.Web/sites/basicPublishingCredentialsPolicies").Count(policy => !Properties(policy).GetProperty("allow").GetBoolean()));
        Assert.DoesNotMatch(KeyCalls(), string.Join('\n', Bicep.Resources.Select(resource => resource.GetRawText())));
    }

    [BicepFact]
    public void sets_no_secret_and_nothing_that_flex_consumption_refuses()
    {
        var names = Settings();

        Assert.DoesNotContain(names, name => SecretName().IsMatch(name));
        Assert.DoesNotContain(names, name => name is "FUNCTIONS_WORKER_RUNTIME" or "FUNCTIONS_EXTENSION_VERSION" or "AzureWebJobsStorage" || name.StartsWith("WEBSITE_", StringComparison.Ordinal));
        var app = Assert.Single(Bicep.OfType("Microsoft.Web/sites"));
        Assert.False(Properties(app).GetProperty("siteConfig").TryGetProperty("linuxFxVersion", out _));
        Assert.Equal(("dotnet-isolated", "10.0"), Runtime(app));
    }

    /// <summary>The code asks by section, the platform has it with two underscores.</summary>
    [BicepFact]
    public void sets_what_the_code_cannot_do_without()
    {
        var names = Settings();

        Assert.Empty(Needed.Except(names));
        // Those that are neither set nor optional would be found missing on the first call only.
        var asked = Directory.EnumerateFiles(Path.Combine(Repository.Root, "functions/LeadFunctions.Cloud"), "*.cs", SearchOption.AllDirectories)
            .Where(path => !path.Contains("/obj/", StringComparison.Ordinal) && !path.Contains("/bin/", StringComparison.Ordinal))
            .SelectMany(path => Asked().Matches(File.ReadAllText(path)).Select(found => found.Groups[1].Value)).Distinct().Order(StringComparer.Ordinal).ToList();
        Assert.True(asked.Count > 15, $"only {asked.Count} settings were found in the code");
        Assert.DoesNotContain(asked, name => !names.Contains(Written(name)) && !names.Contains("LEADFUNCTIONS_" + Written(name)) && !Optional.Contains(name));
        Assert.Empty(Optional.Except(asked));
    }

    [BicepFact]
    public void gives_every_step_a_queue_that_recognises_repeats()
    {
        var queues = Bicep.OfType("Microsoft.ServiceBus/namespaces/queues").ToList();

        Assert.Equal(2, queues.Count);
        Assert.All(queues, queue =>
        {
            var properties = Properties(queue);
            Assert.True(properties.GetProperty("requiresDuplicateDetection").GetBoolean());
            Assert.True(properties.GetProperty("deadLetteringOnMessageExpiration").GetBoolean());
            Assert.Equal(Steps.Backoff.MostTries, properties.GetProperty("maxDeliveryCount").GetInt32());
        });
        Assert.Equal([false, true], queues.Select(queue => Properties(queue).GetProperty("requiresSession").GetBoolean()).Order());
        Assert.Contains(queues, queue => Properties(queue).GetProperty("requiresSession").GetBoolean() && Properties(queue).GetProperty("lockDuration").GetString() == "PT5M");
    }

    [BicepFact]
    public void indexes_in_cosmos_what_the_store_asks_for_and_nothing_else() => Assert.All(new[] { CosmosContainers.Leads, CosmosContainers.Visitors }, wanted =>
    {
        var made = Bicep.OfType("Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers").Select(container => Properties(container).GetProperty("resource"))
            .Single(container => container.GetProperty("id").GetString() == wanted.Id);
        var policy = made.GetProperty("indexingPolicy");
        Assert.Equal([wanted.PartitionKeyPath], made.GetProperty("partitionKey").GetProperty("paths").EnumerateArray().Select(path => path.GetString()));
        Assert.Equal(wanted.DefaultTimeToLive, made.TryGetProperty("defaultTtl", out var ttl) ? ttl.GetInt32() : null);
        Assert.Equal(wanted.IndexingPolicy.IncludedPaths.Select(path => path.Path), PathsOf(policy, "includedPaths"));
        Assert.Equal(wanted.IndexingPolicy.ExcludedPaths.Select(path => path.Path), PathsOf(policy, "excludedPaths"));
    });

    private static IEnumerable<string?> PathsOf(JsonElement policy, string name) => policy.GetProperty(name).EnumerateArray().Select(path => path.GetProperty("path").GetString());

    [BicepFact]
    public void gives_roles_to_services_as_services_and_each_a_stable_name() =>
        Assert.All(Bicep.OfType("Microsoft.Authorization/roleAssignments"), role =>
        {
            Assert.StartsWith("[guid(", role.GetProperty("name").GetString(), StringComparison.Ordinal);
            var isDeployer = Properties(role).GetProperty("principalId").GetString()!.Contains("deployerId", StringComparison.Ordinal);
            Assert.Equal(!isDeployer, Properties(role).TryGetProperty("principalType", out var type) && type.GetString() == "ServicePrincipal");
        });

    [Fact]
    public void is_what_azd_is_told_of()
    {
        var azure = Repository.Text("azure.yaml");

        Assert.Contains("path: infra", azure, StringComparison.Ordinal);
        Assert.Contains("module: main", azure, StringComparison.Ordinal);
        Assert.Contains("project: ./functions/LeadFunctions.Cloud", azure, StringComparison.Ordinal);
        var service = Regex.Match(azure, @"services:\n  (\w+):").Groups[1].Value;
        Assert.Contains($"'azd-service-name': '{service}'", Repository.Bicep, StringComparison.Ordinal);
        using var parameters = JsonDocument.Parse(Repository.Text("infra/main.parameters.json"));
        Assert.All(parameters.RootElement.GetProperty("parameters").EnumerateObject(), parameter => Assert.Contains($"param {parameter.Name} ", Repository.Text("infra/main.bicep"), StringComparison.Ordinal));
    }

    private static readonly string[] Needed =
    [
        "AzureWebJobsStorage__accountName", "AzureWebJobsStorage__credential", "AzureWebJobsStorage__clientId", "ServiceBus__fullyQualifiedNamespace", "ServiceBus__credential",
        "ServiceBus__clientId", "Cosmos__accountEndpoint", "Registers__tableServiceUri", "AZURE_CLIENT_ID", "LEADFUNCTIONS_Email__From", "LEADFUNCTIONS_Email__Acs__Endpoint",
    ];

    /// <summary>Settings of what an installation may or may not use, of emulators, and of the platform itself.</summary>
    private static readonly string[] Optional =
    [
        "Cosmos", "Registers", "WEBSITE_AUTH_ENABLED", "WEBSITE_HOSTNAME", "Limits:Off", "Notify:Webhook:Secret", "Notify:Slack:Url", "Notify:Teams:Url", "Enrich:Key",
        "Email:Smtp:Host", "Email:Smtp:Port", "Email:Smtp:User", "Email:Smtp:Password", "Email:Postmark:Token", "Email:Postmark:Stream",
    ];

    private static HashSet<string> Settings()
    {
        var config = Bicep.OfType("Microsoft.Web/sites/config").Single(config => config.GetProperty("name").GetString()!.Contains("appsettings", StringComparison.Ordinal));
        return [.. Properties(config).EnumerateObject().Select(setting => setting.Name)];
    }

    private static string Written(string name) => name.Replace(":", "__", StringComparison.Ordinal);

    private static (string?, string?) Runtime(JsonElement app)
    {
        var runtime = Properties(app).GetProperty("functionAppConfig").GetProperty("runtime");
        return (runtime.GetProperty("name").GetString(), runtime.GetProperty("version").GetString());
    }

    private static JsonElement Properties(JsonElement resource) => resource.GetProperty("properties");

    [GeneratedRegex("listKeys|listAccountSas|listServiceSas|primaryConnectionString|AccountKey=|SharedAccessKey=")]
    private static partial Regex KeyCalls();


    [GeneratedRegex("secret|password|token|apikey|accountkey|sharedaccess", RegexOptions.IgnoreCase)]
    private static partial Regex SecretName();

    [GeneratedRegex(@"(?:[Ss]ettings|Configuration)(?:\.GetValue(?:<bool>)?\(|\[)""([^""]+)""")]
    private static partial Regex Asked();
}
