using Azure.Monitor.OpenTelemetry.Exporter;
using LeadFunctions.Cloud.Bus;
using LeadFunctions.Cloud.HttpTriggers;
using LeadFunctions.Cloud.Registers;
using LeadFunctions.Cloud.Steps;
using LeadFunctions.Cloud.TimerTriggers;
using LeadFunctions.Cosmos;
using LeadFunctions.Http.Dashboard;
using LeadFunctions.UseCases;
using LeadFunctions.UseCases.Ports;
using Microsoft.Azure.Cosmos;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Azure.Functions.Worker.OpenTelemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace LeadFunctions.Cloud.Hosting;

/// <summary>The app put together: clients, the world that opens at the first call, and what triggers are made of. Nothing here waits for anything.</summary>
public static class CloudApp
{
    public static IHost Build(string[] args)
    {
        var builder = FunctionsApplication.CreateBuilder(args);
        builder.Configuration.AddEnvironmentVariables("LEADFUNCTIONS_");
        builder.ConfigureFunctionsWebApplication();
        AddParts(builder.Services, new CloudSettings(builder.Configuration));
        AddTelemetry(builder.Services, new CloudSettings(builder.Configuration));
        return builder.Build();
    }

    private static void AddParts(IServiceCollection services, CloudSettings settings)
    {
        services.AddSingleton(TimeProvider.System).AddSingleton(settings);
        services.AddSingleton(_ => Clients.Credential(settings));
        services.AddSingleton(host => Clients.Bus(settings, host.GetRequiredService<Azure.Core.TokenCredential>()));
        services.AddSingleton(host => Clients.BusAdministration(settings, host.GetRequiredService<Azure.Core.TokenCredential>()));
        services.AddSingleton(host => Clients.Registers(settings, host.GetRequiredService<Azure.Core.TokenCredential>()));
        services.AddSingleton(host => Stores.Client(settings, host.GetRequiredService<Azure.Core.TokenCredential>()));
        services.AddSingleton<IRegisterTable, RegisterTable>();
        services.AddSingleton<Senders>().AddSingleton<BusFigures>().AddSingleton<DeadLetters>().AddSingleton<ErasedMessages>();
        services.AddSingleton(host => new CloudHost(new OpenWorld(ids => StoreWith(host, ids), (inner, shelf, ids) => AddOutside(inner, host, shelf, ids), TimeProvider.System, host).OpenAsync));
        services.AddSingleton(new DashboardFiles(Path.Combine(AppContext.BaseDirectory, "dashboard")));
        services.AddSingleton<HttpDoor>().AddSingleton<TimerDoor>().AddSingleton<RunStep>();
    }

    private static StoreAndQueue StoreWith(IServiceProvider host, NewId ids)
    {
        var queue = new ServiceBusQueue(host.GetRequiredService<Senders>(), ids, host.GetRequiredService<BusFigures>(), host.GetRequiredService<DeadLetters>());
        var options = new CosmosOptions
        {
            CursorKey = ids.KeyFor("cursors"),
            EraseSent = host.GetRequiredService<ErasedMessages>().EraseAsync,
            Send = (messages, ct) => queue.EnqueueAsync([.. messages.Select(message => new Outgoing(message.Message, message.DueAt, message.Id))], ct).AsTask(),
        };
        var store = Stores.Leads(host.GetRequiredService<CosmosClient>(), host.GetRequiredService<CloudSettings>(), host.GetRequiredService<IRegisterTable>(), options);
        return new StoreAndQueue(store, queue, store.SweepAsync, store.EraseAsync);
    }

    private static void AddOutside(IServiceCollection services, IServiceProvider host, PlaybookShelf shelf, NewId ids) =>
        services.AddOutside(host.GetRequiredService<CloudSettings>(), host.GetRequiredService<Azure.Core.TokenCredential>(), shelf, ids);

    private static void AddTelemetry(IServiceCollection services, CloudSettings settings)
    {
        var telemetry = services.AddOpenTelemetry()
            .WithMetrics(metrics => metrics.AddMeter("LeadFunctions*"))
            .WithTracing(traces => traces.AddSource("LeadFunctions*"))
            .UseFunctionsWorkerDefaults();
        if (settings.MonitorConnection is not null)
        {
            telemetry.UseAzureMonitorExporter(monitor => monitor.Credential = Clients.Credential(settings));
        }
    }
}
