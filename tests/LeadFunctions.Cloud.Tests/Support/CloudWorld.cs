using LeadFunctions.Cloud.Bus;
using LeadFunctions.Cloud.Hosting;
using LeadFunctions.Cloud.HttpTriggers;
using LeadFunctions.Cloud.Steps;
using LeadFunctions.Cloud.TimerTriggers;
using LeadFunctions.Cosmos;
using LeadFunctions.Http.Dashboard;
using LeadFunctions.Stores.Tests.Cosmos;
using LeadFunctions.UseCases;
using LeadFunctions.UseCases.Ports;
using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace LeadFunctions.Cloud.Tests.Support;

/// <summary>Everything the app is made of, opened by its own code: a broker in memory, the real Cosmos SDK over a server in memory, a table.</summary>
public sealed class CloudWorld : IAsyncDisposable
{
    private readonly InMemoryCosmos _memory = new();
    private readonly HttpClient _http;
    private readonly CosmosClient _cosmos;
    private readonly IConfiguration _configuration;
    private readonly FakeBusClient _client;
    private readonly IRegisterTable _registers;

    public CloudWorld(params (string Name, string Value)[] settings)
        : this(new InMemoryTable(), settings)
    {
    }

    public CloudWorld(IRegisterTable registers, params (string Name, string Value)[] settings)
    {
        _registers = registers;
        _http = new HttpClient(_memory);
        Bus = new FakeBus(Clock);
        _client = new FakeBusClient(Bus, Clock);
        Administration = new FakeBusAdministration(Bus, Clock);
        Senders = new Senders(_client);
        _cosmos = new CosmosClient("http://localhost:8081/", Convert.ToBase64String(new byte[64]), new CosmosClientOptions
        {
            ConnectionMode = ConnectionMode.Gateway,
            LimitToEndpoint = true,
            HttpClientFactory = () => _http,
            MaxRetryAttemptsOnRateLimitedRequests = 0,
        });
        _configuration = new ConfigurationBuilder().AddInMemoryCollection(
            new[] { ("Email:From", "leads@acme.example"), ("Email:Provider", "file"), ("WEBSITE_HOSTNAME", "leads.acme.example") }.Concat(settings)
                .Select(setting => KeyValuePair.Create(setting.Item1, (string?)setting.Item2))).Build();
        Host = new CloudHost(new OpenWorld(StoreWith, (services, shelf, ids) => services.AddOutside(new CloudSettings(_configuration), null!, shelf, ids), Clock, Services()).OpenAsync);
        Steps = new RunStep(Host, Senders, Clock, NullLogger<RunStep>.Instance) { Draw = () => 0.5 };
    }

    public ManualClock Clock { get; } = new();

    public FakeBus Bus { get; }

    public FakeBusAdministration Administration { get; }

    public Senders Senders { get; }

    public BreakableStore Store { get; private set; } = null!;

    public CloudHost Host { get; }

    public RunStep Steps { get; }

    public NewId Ids { get; private set; } = new(new byte[32]);

    /// <summary>A class of triggers, as the worker makes it.</summary>
    public object Trigger(Type type)
    {
        var services = new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(Clock).AddSingleton(Host).AddSingleton(Steps).AddSingleton<HttpDoor>().AddSingleton<TimerDoor>();
        services.AddSingleton(new CloudSettings(_configuration)).AddSingleton(new DashboardFiles(Path.Combine(AppContext.BaseDirectory, "dashboard")));
        return ActivatorUtilities.CreateInstance(services.BuildServiceProvider(), type);
    }

    /// <summary>Puts messages on the bus as the app does.</summary>
    public async Task QueueAsync(params Outgoing[] messages) => await (await Host.OpenAsync(default)).Services.GetRequiredService<IMessageQueue>().EnqueueAsync(messages, default);

    public Task QueueAsync(Message message) => QueueAsync(new Outgoing(message));

    /// <summary>Every document, row and message as text, unpacked.</summary>
    public string Everything()
    {
        var rows = ((InMemoryTable)_registers).Rows.Select(one => Unpacked.Row(one.Partition, one.Row.Row, one.Row.Parts));
        var messages = Bus.Queues.SelectMany(queue => queue.Messages.Concat(queue.Dead)).Select(one => $"{one.Message.Body} {one.Message.MessageId} {string.Join(' ', one.Message.ApplicationProperties)}");
        return string.Join('\n', _memory.Documents.Select(Unpacked.Document).Concat(rows).Concat(messages));
    }

    public ValueTask DisposeAsync()
    {
        _cosmos.Dispose();
        _http.Dispose();
        return ValueTask.CompletedTask;
    }

    private StoreAndQueue StoreWith(NewId ids)
    {
        Ids = ids;
        var queue = new ServiceBusQueue(Senders, ids, new BusFigures(Administration, _client, Clock), new DeadLetters(_client, Senders));
        var store = new CosmosLeadStore(_cosmos.GetDatabase("leads").GetContainer("leads"), _cosmos.GetDatabase("leads").GetContainer("visitors"), _registers, new CosmosOptions
        {
            CursorKey = ids.KeyFor("cursors"),
            Clock = Clock,
            EraseSent = new ErasedMessages(_client, Senders).EraseAsync,
            Send = (messages, ct) => queue.EnqueueAsync([.. messages.Select(message => new Outgoing(message.Message, message.DueAt, message.Id))], ct).AsTask(),
        });
        Store = new BreakableStore(store);
        return new StoreAndQueue(Store, queue, store.SweepAsync, store.EraseAsync);
    }

    private ServiceProvider Services() =>
        new ServiceCollection().AddSingleton(_configuration).AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance).BuildServiceProvider();
}
