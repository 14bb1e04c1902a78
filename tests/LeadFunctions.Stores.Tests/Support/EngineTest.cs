namespace LeadFunctions.Stores.Tests.Support;

/// <summary>A test class with a folder, and with engines that are ended when the test is.</summary>
public abstract class EngineTest : IAsyncLifetime, IDisposable
{
    private readonly List<RunningEngine> _engines = [];

    protected TempFolder Folder { get; } = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var engine in _engines)
        {
            await engine.DisposeAsync();
        }
    }

    public void Dispose() => Folder.Dispose();

    /// <summary>Ended with the test, if the test did not end it.</summary>
    protected RunningEngine Open(TimeProvider? clock = null, TempFolder? at = null, Func<Sqlite.SqliteOptions, Sqlite.SqliteOptions>? change = null)
    {
        var engine = new RunningEngine((at ?? Folder).File, clock, change);
        _engines.Add(engine);
        return engine;
    }
}
