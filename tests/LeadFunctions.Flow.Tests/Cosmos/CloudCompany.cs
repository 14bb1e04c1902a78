using LeadFunctions.Cosmos;
using LeadFunctions.Flow.Tests.Support;
using LeadFunctions.Stores.Tests.Cosmos;
using LeadFunctions.UseCases;
using LeadFunctions.UseCases.Notifying;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Flow.Tests.Cosmos;

/// <summary>A company whose steps run on the cloud store and a simulated bus: the same use cases, another host. May lose requests, acknowledgements and processes.</summary>
internal sealed class CloudCompany : IAsyncDisposable
{
    private readonly CosmosWorld _world;
    private readonly Random _random;
    private readonly bool _faults;
    private FaultyHandler? _requests;
    private OperationCounter? _counter;
    private Crash? _crash;
    private Handlers _handlers;
    private int _posts;

    public CloudCompany(Company company, Random random, bool faults = false)
    {
        (Company, _random, _faults) = (company, random, faults);
        _world = new CosmosWorld(null, inner => _counter = new OperationCounter(_requests = new FaultyHandler(inner)));
        Bus = new SimulatedBus(company.Clock, random) { LosesOneIn = faults ? 10 : 0 };
        Store = Open();
        _handlers = HandlersOn(Store);
        _requests!.Faults = _ => faults && random.Next(25) == 0 ? new Fault(new[] { 408, 429, 449, 503 }[random.Next(4)], random.Next(2) == 0) : null;
    }

    public Company Company { get; }

    public SimulatedBus Bus { get; }

    public CosmosLeadStore Store { get; private set; }

    public int Faults => _requests!.Happened;

    public int TableOperations => _world.Table.Operations;

    public int Crashes { get; private set; }

    public IReadOnlyList<CountedOperation> Counted() => _counter!.Take();

    /// <summary>What an HTTP function puts on the bus.</summary>
    public Task PostAsync(params Message[] messages) =>
        Bus.SendAsync([.. messages.Select(message => new BusMessage($"post-{_posts++}", message, null))], default);

    public async Task RunToRestAsync()
    {
        await Bus.RunToRestAsync(TurnAsync);
        await SweepAsync();
        await Bus.RunToRestAsync(TurnAsync);
    }

    /// <summary>Another process' timer, after the grace period.</summary>
    public Task SweepAsync() => Open(_world.Table, TimeSpan.FromSeconds(-1)).SweepAsync(default);

    public async ValueTask DisposeAsync()
    {
        _world.Dispose();
        await Company.DisposeAsync();
    }

    public async Task<Turn> TurnAsync(FlowStep step, IReadOnlyList<Message> messages)
    {
        try
        {
            return await new StepTurn(Store, _handlers).RunAsync(step, messages, default);
        }
        catch (Exception cause) when (cause is StorageException or CrashedException)
        {
            if (_crash?.HasHappened == true)
            {
                Crashes++;
                _crash = null;
                Store = Open();
                _handlers = HandlersOn(Store);
            }

            return new Turn.Later(cause.GetType().Name, null);
        }
    }

    /// <summary>A process. With faults it undoes what others left without waiting, for the clock stands still.</summary>
    private CosmosLeadStore Open()
    {
        if (!_faults)
        {
            return Open(_world.Table, TimeSpan.FromSeconds(10));
        }

        _crash = new Crash(_random.Next(200, 3000), _random.Next(2) == 0);
        return Open(new FaultyTable(new CrashingTable(_world.Table, _crash), () => _random.Next(int.MaxValue), 50), TimeSpan.FromSeconds(-1));
    }

    private CosmosLeadStore Open(IRegisterTable table, TimeSpan grace) =>
        _world.Open(Company.Clock, table, options => options with { Send = Bus.SendAsync, Wait = (_, _) => Task.CompletedTask, Grace = grace });

    private Handlers HandlersOn(CosmosLeadStore store) =>
        new(Company.HandlersOn(store, new Briefing(Company.Shelf, new ExplainScore(store, Company.Shelf, Company.Clock), Company.Site, Company.Clock)));

    private sealed class Handlers(Dictionary<Type, object> all) : IServiceProvider
    {
        public object? GetService(Type serviceType) => all.GetValueOrDefault(serviceType);
    }
}
