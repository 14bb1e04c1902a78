using LeadFunctions.Sqlite;

namespace LeadFunctions.Embedded.Hosting;

/// <summary>Runs the steps from start to stop.</summary>
public sealed class EngineWorker(SqliteEngine engine, IServiceProvider services) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => engine.RunAsync(services, stoppingToken);
}
