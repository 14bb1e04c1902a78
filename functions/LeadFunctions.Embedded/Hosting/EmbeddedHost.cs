using System.Security.Cryptography;
using System.Text.Json;
using LeadFunctions.Embedded.Verbs;
using LeadFunctions.Http;
using LeadFunctions.Http.Auth;
using LeadFunctions.Http.Dashboard;
using LeadFunctions.Sqlite;
using LeadFunctions.UseCases;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Embedded.Hosting;

/// <summary>The world, chosen once: one SQLite file, the steps of <see cref="Flow"/>, the channels, the playbook.</summary>
public static class EmbeddedHost
{
    /// <summary>Opens the data folder and puts everything together; nothing listens and no step runs yet.</summary>
    /// <exception cref="SetupException">The folder, the database or the playbook is not usable; says why.</exception>
    public static async Task<EmbeddedApp> OpenAsync(RunOptions options, TimeProvider clock, CancellationToken ct = default)
    {
        var (text, playbook) = PlaybookFile.Load(options.Playbook);
        Directory.CreateDirectory(options.DataFolder);
        var builder = WebHost.Create(options, out var limits);
        var logging = WebHost.Logging(options);
        var fatal = new FatalFault();
        var engine = EngineFile.Open(options, builder.Configuration, clock, logging, fatal);
        try
        {
            var shelf = await PlaybookPublisher.OpenShelfAsync(engine.Store, text, playbook, clock.GetUtcNow(), ct);
            var (keys, newKeys) = KeysFile.OpenOrCreate(options.DataFolder, shelf.Current.Playbook);
            _ = await ErasedFile.HonourAsync(options.DataFolder, engine.Store, ct);
            var ids = new NewId(await LeadKeyAsync(engine.Store, ct));
            Services.Add(builder.Services, options, engine, shelf, ids, clock);
            var web = builder.Build();
            fatal.StopsWith(web.Lifetime);
            web.MapLeadFunctions(SurfaceOf(web, engine, keys, limits));
            web.MapDashboard(web.Services.GetRequiredService<DashboardFiles>());
            _ = web.Services.GetRequiredService<NotifierSet>();
            _ = web.Services.GetRequiredService<SendWebhook>();
            _ = web.Services.GetRequiredService<TelemetryExport>();
            return new EmbeddedApp(web, engine, shelf, ids, keys, newKeys, fatal);
        }
        catch
        {
            await engine.DisposeAsync();
            throw;
        }
    }

    private static Surface SurfaceOf(WebApplication web, SqliteEngine engine, IReadOnlyList<ApiKey> keys, LimitOptions limits)
    {
        var apiKeys = new ApiKeys(keys);
        return new Surface
        {
            Leads = web.Services.GetRequiredService<ILeadStore>(),
            EraseLead = web.Services.GetRequiredService<EraseLead>(),
            Queue = web.Services.GetRequiredService<IMessageQueue>(),
            Playbooks = web.Services.GetRequiredService<PlaybookShelf>(),
            NewId = web.Services.GetRequiredService<NewId>(),
            Authenticate = apiKeys.Authenticate,
            Keys = apiKeys,
            Tickets = web.Services.GetRequiredService<SignInTickets>(),
            Clock = web.Services.GetRequiredService<TimeProvider>(),
            Log = web.Services.GetRequiredService<ILoggerFactory>().CreateLogger("LeadFunctions.Http"),
            Limits = limits,
            EmailWebhooks = InboundChannels.Emails(web.Configuration),
            FormWebhooks = InboundChannels.Forms(web.Configuration),
            Sender = web.Services.GetRequiredService<IEmailSender>(),
            MailFolder = Mail.Folder(web.Services),
            Fits = playbook => Channels.WhyNot(playbook, web.Services),
            QueueHasRoom = _ => Task.FromResult(engine.HasRoom),
        };
    }

    /// <summary>The key of lead ids (decision 001): made at first start, kept with the data.</summary>
    private static async Task<byte[]> LeadKeyAsync(ILeadStore store, CancellationToken ct)
    {
        const string Key = "lead-id-key";
        if (await store.FindRegisterAsync(RegisterNames.Deployment, Key, ct) is { } entry)
        {
            return Convert.FromHexString(JsonSerializer.Deserialize(entry.Value, WireJson.Default.String)!);
        }

        var made = RandomNumberGenerator.GetBytes(32);
        var value = JsonSerializer.Serialize(Convert.ToHexStringLower(made), WireJson.Default.String);
        await store.CommitAsync(new Commit { Registers = [new RegisterWrite(RegisterNames.Deployment, Key, value, 0)] }, ct);
        return made;
    }
}
