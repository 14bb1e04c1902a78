using LeadFunctions.Cloud.Bus;
using LeadFunctions.Cloud.Hosting;
using LeadFunctions.Cloud.HttpTriggers;
using LeadFunctions.Cloud.Steps;
using LeadFunctions.Cloud.TimerTriggers;
using LeadFunctions.Sqlite;
using LeadFunctions.UseCases;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace LeadFunctions.Cloud.Tests.Support;

/// <summary>Everything the app is made of, over a broker in memory and a SQLite store: the app's own parts, opened by its own code.</summary>
public sealed class CloudWorld : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("leadfunctions-cloud-").FullName;
    private readonly SqliteEngine _engine;

    public CloudWorld(params (string Name, string Value)[] settings)
    {
        Bus = new FakeBus(Clock);
        var client = new FakeBusClient(Bus, Clock);
        Administration = new FakeBusAdministration(Bus, Clock);
        Senders = new Senders(client);
        _engine = SqliteEngine.Open(new SqliteOptions { Path = Path.Combine(_folder, "leads.db") }, Clock, NullLoggerFactory.Instance);
        Store = new OutboxStore(_engine.Store, messages => QueueOf(client, Ids).EnqueueAsync(messages, default).AsTask());
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(
            settings.Append(("Email:From", "leads@acme.example")).Append(("Email:Provider", "file")).Append(("WEBSITE_HOSTNAME", "leads.acme.example"))
                .Select(setting => KeyValuePair.Create(setting.Item1, (string?)setting.Item2))).Build();
        Host = new CloudHost(new OpenWorld(ids => (Store, QueueOf(client, Ids = ids)), (services, shelf, ids) => services.AddOutside(new CloudSettings(configuration), null!, shelf, ids), Clock, Services(configuration)).OpenAsync);
        Steps = new RunStep(Host, Senders, Clock, NullLogger<RunStep>.Instance) { Draw = () => 0.5 };
    }

    public ManualClock Clock { get; } = new();

    public FakeBus Bus { get; }

    public FakeBusAdministration Administration { get; }

    public Senders Senders { get; }

    public OutboxStore Store { get; }

    public CloudHost Host { get; }

    public RunStep Steps { get; }

    public NewId Ids { get; private set; } = new(new byte[32]);

    /// <summary>A class of triggers, as the worker makes it.</summary>
    public object Trigger(Type type)
    {
        var services = new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(Clock).AddSingleton(Host).AddSingleton(Steps).AddSingleton<HttpDoor>().AddSingleton<TimerDoor>();
        return ActivatorUtilities.CreateInstance(services.BuildServiceProvider(), type);
    }

    public async ValueTask DisposeAsync()
    {
        await _engine.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private ServiceBusQueue QueueOf(FakeBusClient client, NewId ids) => new(Senders, ids, new BusFigures(Administration, client, Clock), new DeadLetters(client, Senders));

    private static ServiceProvider Services(IConfiguration configuration) =>
        new ServiceCollection().AddSingleton(configuration).AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance).BuildServiceProvider();
}
