using System.Text;
using LeadFunctions.Stores.Tests.Support;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Stores.Tests;

public sealed class erasing_from_the_sqlite_store : EraseContract, IAsyncLifetime, IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly RunningEngine _engine;

    public erasing_from_the_sqlite_store() => _engine = new RunningEngine(_folder.File);

    protected override ILeadStore Store => _engine.Store;

    protected override EraseStored Erase => _engine.Engine.EraseAsync;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _engine.DisposeAsync();

    public void Dispose() => _folder.Dispose();

    protected override Task<string> EverythingAsync() =>
        Task.FromResult(string.Concat(new[] { "leads.db", "leads.db-wal" }.Select(name => _folder[name]).Where(File.Exists).Select(Text)));

    private static string Text(string file)
    {
        using var open = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var bytes = new MemoryStream();
        open.CopyTo(bytes);
        return Encoding.Latin1.GetString(bytes.ToArray());
    }
}
