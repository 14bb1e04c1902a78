namespace LeadFunctions.Stores.Tests.Support;

/// <summary>A folder of its own for one test, gone afterwards.</summary>
public sealed class TempFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("leadfunctions-test-");

    public string File => Path.Combine(_folder.FullName, "leads.db");

    public string this[string name] => Path.Combine(_folder.FullName, name);

    /// <summary>The files as they are now, as a crash would leave them: nothing flushed, nothing closed.</summary>
    public TempFolder AfterCrash()
    {
        var copy = new TempFolder();
        foreach (var name in new[] { "leads.db-wal", "leads.db", "leads.db.lock" })
        {
            // Read through an open handle of our own: the lock is advisory and belongs to the engine.
            if (System.IO.File.Exists(this[name]))
            {
                System.Diagnostics.Process.Start("cp", [this[name], copy[name]]).WaitForExit();
            }
        }

        return copy;
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
