using System.Security.Cryptography;
using System.Text.Json;
using LeadFunctions.Http;
using LeadFunctions.Http.Auth;
using LeadFunctions.UseCases;
using LeadFunctions.UseCases.Playbooks;
using LeadFunctions.UseCases.Ports;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LeadFunctions.Cloud.Hosting;

/// <summary>Makes the world of what is stored: the deployment's key first, which names leads and signs links, then the playbooks, then everything that works with them.</summary>
/// <param name="storeWith">The lead store, and the way into the queues, of a key.</param>
/// <param name="outside">Adds the services that reach outside: mail, channels, webhooks.</param>
public sealed class OpenWorld(
    Func<NewId, StoreAndQueue> storeWith, Action<IServiceCollection, PlaybookShelf, NewId> outside, TimeProvider clock, IServiceProvider host)
{
    private readonly IConfiguration _settings = host.GetRequiredService<IConfiguration>();
    private readonly ILoggerFactory _logs = host.GetRequiredService<ILoggerFactory>();

    public async Task<World> OpenAsync(CancellationToken ct)
    {
        var ids = new NewId(await LeadKeyAsync(storeWith(new NewId(new byte[32])).Leads, ct));
        var (leads, queue, sweep, erase) = storeWith(ids);
        var shelf = await PlaybookHistory.OpenAsync(leads, FirstPlaybook(), clock.GetUtcNow(), ct);
        var services = new ServiceCollection().AddSingleton(clock).AddSingleton(_settings).AddSingleton(_logs).AddCore(leads, queue, shelf, ids);
        // Nothing of a person lies in files here.
        services.AddSingleton(new EraseLead(leads, (erase, static (_, _, _) => Task.FromResult(0)), shelf, clock));
        outside(services, shelf, ids);
        services.AddUseCases();
        var provider = services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
        var tokens = new ServiceTokens(ids.KeyFor(ServiceTokens.Purpose), Enum.Parse<Role>(_settings["Auth:FunctionKeyRole"] ?? nameof(Role.Service), ignoreCase: true));
        var follow = new FollowPlaybooks(leads, shelf, clock, _logs.CreateLogger<FollowPlaybooks>());
        return new World(SurfaceOf(provider, tokens), provider, leads, tokens, sweep, follow);
    }

    private Surface SurfaceOf(IServiceProvider services, ServiceTokens tokens) => new()
    {
        Leads = services.GetRequiredService<ILeadStore>(),
        Queue = services.GetRequiredService<IMessageQueue>(),
        Playbooks = services.GetRequiredService<PlaybookShelf>(),
        NewId = services.GetRequiredService<NewId>(),
        Authenticate = new CallersInCloud(services.GetRequiredService<PlaybookShelf>(), tokens, clock, new CloudSettings(_settings).PlatformSignsIn).Authenticate,
        Sender = services.GetRequiredService<IEmailSender>(),
        EraseLead = services.GetRequiredService<EraseLead>(),
        Fits = playbook => Outside.WhyNot(playbook, services),
        Clock = clock,
        Log = _logs.CreateLogger("LeadFunctions.Http"),
        Limits = _settings.GetValue<bool>("Limits:Off") ? new LimitOptions().WithoutRates() : new LimitOptions(),
        EmailWebhooks = Outside.EmailWebhooks(_settings),
        FormWebhooks = Outside.FormWebhooks(_settings),
    };

    /// <summary>The playbook deployed with the app, or the shipped one that the setting names. Counts only where none was published yet.</summary>
    private string FirstPlaybook()
    {
        var own = Path.Combine(AppContext.BaseDirectory, "playbook.yaml");
        return File.Exists(own) ? File.ReadAllText(own)
            : ShippedPlaybooks.Text(_settings["Playbook"] ?? "b2b") ?? throw new InvalidOperationException($"LEADFUNCTIONS_Playbook is none of {string.Join(", ", ShippedPlaybooks.Names)}.");
    }

    /// <summary>The key of lead ids (decision 001): made once. Of two instances that start at once the first one's counts.</summary>
    private static async Task<byte[]> LeadKeyAsync(ILeadStore store, CancellationToken ct)
    {
        const string Key = "lead-id-key";
        for (; ; )
        {
            if (await store.FindRegisterAsync(RegisterNames.Deployment, Key, ct) is { } entry)
            {
                return Convert.FromHexString(JsonSerializer.Deserialize(entry.Value, WireJson.Default.String)!);
            }

            var value = JsonSerializer.Serialize(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32)), WireJson.Default.String);
            _ = await store.CommitAsync(new Commit { Registers = [new RegisterWrite(RegisterNames.Deployment, Key, value, 0)] }, ct);
        }
    }
}
