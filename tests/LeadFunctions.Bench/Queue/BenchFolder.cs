namespace LeadFunctions.Bench.Queue;

/// <summary>A folder for the files of a run, emptied afterwards.</summary>
public sealed class BenchFolder(string? parent) : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateDirectory(Path.Combine(parent ?? Path.GetTempPath(), "leadfunctions-bench-" + Path.GetRandomFileName()));

    public string this[string name] => Path.Combine(_folder.FullName, name);

    public void Dispose()
    {
        if (Directory.Exists(_folder.FullName))
        {
            _folder.Delete(recursive: true);
        }
    }
}
