using LeadFunctions.Cloud.Hosting;
using LeadFunctions.Cloud.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LeadFunctions.Cloud.Tests;

/// <summary>The container of Program.cs, with the settings that infra makes.</summary>
public sealed class putting_the_app_together
{
    private static readonly (string Name, string Value)[] Settings =
    [
        ("AZURE_CLIENT_ID", "11111111-1111-1111-1111-111111111111"), ("ServiceBus__fullyQualifiedNamespace", "sb-leads.servicebus.windows.net"),
        ("Cosmos__accountEndpoint", "https://cosmos-leads.documents.azure.com:443/"), ("Registers__tableServiceUri", "https://stleads.table.core.windows.net/"),
        ("LEADFUNCTIONS_Email__From", "leads@acme.example"), ("LEADFUNCTIONS_Email__Acs__Endpoint", "https://acs-leads.europe.communication.azure.com"),
    ];

    [Fact]
    public void makes_every_trigger_and_asks_no_service_anything()
    {
        foreach (var (name, value) in Settings)
        {
            Environment.SetEnvironmentVariable(name, value);
        }

        try
        {
            using var app = CloudApp.Build([]);

            Assert.All(Trigger.All.Select(trigger => trigger.Method.DeclaringType!).Distinct(), type => Assert.NotNull(ActivatorUtilities.CreateInstance(app.Services, type)));
        }
        finally
        {
            foreach (var (name, _) in Settings)
            {
                Environment.SetEnvironmentVariable(name, null);
            }
        }
    }
}
