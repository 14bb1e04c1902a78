using System.Globalization;

namespace LeadFunctions.Chaos.Hosts;

/// <summary>Everything of one run in one temporary folder: data folders, host output, ledger. A good run removes it, a bad one leaves it for reading.</summary>
public sealed class RunFolder(string verb)
{
    private int _folders;

    public string Path { get; } = Directory.CreateTempSubdirectory("leadfunctions-" + verb + "-").FullName;

    public string Ledger => System.IO.Path.Combine(Path, "ledger.jsonl");

    /// <returns>A data folder that does not exist yet.</returns>
    public DataFolder NextData() =>
        new(System.IO.Path.Combine(Path, string.Create(CultureInfo.InvariantCulture, $"data-{_folders++}")));

    public void Remove() => Directory.Delete(Path, recursive: true);
}
