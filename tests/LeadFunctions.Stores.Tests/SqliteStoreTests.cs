using LeadFunctions.Stores.Tests.Support;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Stores.Tests;

public sealed class the_sqlite_store : StoreContract, IAsyncLifetime, IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly RunningEngine _engine;

    public the_sqlite_store() => _engine = new RunningEngine(_folder.File);

    protected override ILeadStore Store => _engine.Store;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _engine.DisposeAsync();

    public void Dispose() => _folder.Dispose();
}
