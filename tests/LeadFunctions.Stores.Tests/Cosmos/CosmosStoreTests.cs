using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Stores.Tests.Cosmos;

/// <summary>The contract on the in-memory server, which the faster tests beside this one trust.</summary>
public sealed class the_cosmos_store_in_memory : StoreContract, IDisposable
{
    private readonly CosmosWorld _world = new();

    public the_cosmos_store_in_memory() => Store = _world.Open();

    protected override ILeadStore Store { get; }

    public void Dispose() => _world.Dispose();
}

public sealed class lists_of_the_cosmos_store_in_memory : ListContract, IDisposable
{
    private readonly CosmosWorld _world = new();

    public lists_of_the_cosmos_store_in_memory() => Store = _world.Open();

    protected override ILeadStore Store { get; }

    public override Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _world.Dispose();
}
