using System.Security.Cryptography;
using LeadFunctions.Embedded.Verbs;
using LeadFunctions.Http;
using LeadFunctions.Providers;
using LeadFunctions.Sqlite;
using LeadFunctions.UseCases;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Embedded.Hosting;

/// <summary>The world, chosen once: one SQLite file, the steps of <see cref="Flow"/>, the channels, the playbook.</summary>
public static class EmbeddedHost
{
    /// <summary>Opens the data folder and puts everything together; nothing listens and no step runs yet.</summary>
    /// <exception cref="SetupException">The folder, the database or the playbook is not usable; says why.</exception>
    public static async Task<EmbeddedApp> OpenAsync(HostOptions options, TimeProvider clock, Action<IServiceCollection>? more = null, CancellationToken ct = default)
    {
        var (text, playbook) = PlaybookFile.Load(options.Playbook);
        Directory.CreateDirectory(options.DataFolder);
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ApplicationName = "LeadFunctions" });
        Listening.Configure(builder, options.Urls);
        var engine = SqliteEngine.Open(EngineSettings.Of(options, builder.Configuration), clock, Logging(builder));
        try
        {
            var (keys, newKeys) = KeysFile.OpenOrCreate(options.DataFolder, playbook);
            var shelf = await PlaybookPublisher.OpenShelfAsync(engine.Store, text, playbook, clock.GetUtcNow(), ct);
            var ids = new NewId(await LeadKeyAsync(engine.Store, ct));
            AddServices(builder.Services, options, engine, shelf, ids, clock, keys);
            more?.Invoke(builder.Services);
            var app = builder.Build();
            app.MapLeadFunctions();
            return new EmbeddedApp(app, engine, keys, newKeys);
        }
        catch
        {
            await engine.DisposeAsync();
            throw;
        }
    }
}
