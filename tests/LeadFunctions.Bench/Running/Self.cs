using System.Diagnostics;

namespace LeadFunctions.Bench.Running;

/// <summary>This program once more, as a process of its own.</summary>
public static class Self
{
    private static string Dll => typeof(Self).Assembly.Location;

    /// <summary>With the runtime as it comes.</summary>
    public static ProcessStartInfo AsItComes(params string[] args) => new("dotnet", [Dll, .. args]);

    /// <summary>With the runtime settings of the embedded host, which a host started in this process would not have.</summary>
    public static ProcessStartInfo AsHost(params string[] args) => new(
        "dotnet",
        [
            "exec",
            "--runtimeconfig", Path.Combine(AppContext.BaseDirectory, "LeadFunctions.Embedded.runtimeconfig.json"),
            "--depsfile", Path.ChangeExtension(Dll, ".deps.json"),
            Dll, .. args,
        ]);

    /// <returns>What it printed.</returns>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public static async Task<string> RunAsync(ProcessStartInfo start)
    {
        start.RedirectStandardOutput = true;
        using var process = Process.Start(start)!;
        var printed = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? printed : throw new InvalidOperationException($"{string.Join(' ', start.ArgumentList)} ended with {process.ExitCode}.");
    }
}
