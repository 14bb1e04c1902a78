using System.Diagnostics;
using LeadFunctions.Chaos.Hosts;

namespace LeadFunctions.Chaos.Power;

/// <summary>The preloaded library that keeps what is truly on disk, built from its source with the machine's C compiler.</summary>
public sealed class Shim : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("leadfunctions-shim-");

    private Shim()
    {
    }

    private string Library => Path.Combine(_folder.FullName, "powerloss_shim.so");

    /// <returns>Null when there is no C compiler here.</returns>
    /// <exception cref="RigException">It does not compile.</exception>
    public static Shim? Build()
    {
        if (Tools.Find("gcc") is not { } gcc)
        {
            return null;
        }

        var shim = new Shim();
        var source = Path.Combine(AppContext.BaseDirectory, "Power", "powerloss_shim.c");
        using var compiler = Process.Start(gcc, ["-O2", "-Wall", "-shared", "-fPIC", "-o", shim.Library, source, "-ldl"]);
        compiler.WaitForExit();
        return compiler.ExitCode == 0 ? shim : throw new RigException("powerloss_shim.c does not compile.");
    }

    /// <summary>For a host whose files are to be kept.</summary>
    public Dictionary<string, string> Environment(DataFolder data) => new() { ["LD_PRELOAD"] = Library, ["POWERLOSS_DIR"] = data.Path };

    public void Dispose() => _folder.Delete(recursive: true);
}
