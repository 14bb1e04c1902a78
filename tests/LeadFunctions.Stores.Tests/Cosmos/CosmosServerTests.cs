using System.Reflection;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Stores.Tests.Cosmos;

/// <summary>The same contract against a server that speaks HTTP, one promise a row.</summary>
public sealed class the_cosmos_store_on_a_server
{
    public static TheoryData<string, object[]> Promises => Of(typeof(StoreContract));

    public static TheoryData<string, object[]> Erasing => Of(typeof(EraseContract));

    public static TheoryData<string, object[]> Lists => Of(typeof(ListContract));

    [CosmosTheory]
    [MemberData(nameof(Promises))]
    public async Task keeps_the_promise(string promise, object[] arguments)
    {
        using var world = await new CosmosWorld(CosmosServer.Address).CreateAsync();
        await RunAsync(new Contract(world.Open()), promise, arguments);
    }

    [CosmosTheory]
    [MemberData(nameof(Lists))]
    public async Task lists_as_promised(string promise, object[] arguments)
    {
        using var world = await new CosmosWorld(CosmosServer.Address).CreateAsync();
        var contract = new ListsContract(world.Open());
        await contract.InitializeAsync();
        await RunAsync(contract, promise, arguments);
    }

    [CosmosTheory]
    [MemberData(nameof(Erasing))]
    public async Task erases_as_promised(string promise, object[] arguments)
    {
        using var world = await new CosmosWorld(CosmosServer.Address).CreateAsync();
        await RunAsync(new ErasingContract(world), promise, arguments);
    }

    private static Task RunAsync(object contract, string promise, object[] arguments) =>
        (Task)contract.GetType().GetMethod(promise)!.Invoke(contract, BindingFlags.DoNotWrapExceptions, null, arguments, null)!;

    private static TheoryData<string, object[]> Of(Type contract)
    {
        var rows = new TheoryData<string, object[]>();
        foreach (var method in contract.GetMethods().Where(method => method.GetCustomAttribute<FactAttribute>() is not null))
        {
            var data = method.GetCustomAttributes<InlineDataAttribute>().SelectMany(one => one.GetData(method)).DefaultIfEmpty([]);
            foreach (var arguments in data)
            {
                rows.Add(method.Name, arguments!);
            }
        }

        return rows;
    }

    private sealed class Contract(ILeadStore store) : StoreContract
    {
        protected override ILeadStore Store => store;
    }

    private sealed class ErasingContract(CosmosWorld world) : EraseContract
    {
        private readonly LeadFunctions.Cosmos.CosmosLeadStore _store = world.Open();

        protected override ILeadStore Store => _store;

        protected override EraseStored Erase => _store.EraseAsync;

        protected override Task<string> EverythingAsync() => world.EverythingAsync();
    }

    private sealed class ListsContract(ILeadStore store) : ListContract
    {
        protected override ILeadStore Store => store;

        public override Task DisposeAsync() => Task.CompletedTask;
    }
}
