using System.Diagnostics;

namespace LeadFunctions.Hosts.Tests.Support;

/// <summary>The embedded host's verbs, as somebody at a terminal runs them.</summary>
public static class Terminal
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    /// <returns>The exit code, and what it said on both outputs.</returns>
    public static async Task<(int Code, string Said)> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", Path.Combine(AppContext.BaseDirectory, "LeadFunctions.Embedded.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            var (said, wrong) = (process.StandardOutput.ReadToEndAsync(patience.Token), process.StandardError.ReadToEndAsync(patience.Token));
            await process.WaitForExitAsync(patience.Token);
            return (process.ExitCode, await said + await wrong);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }
}
