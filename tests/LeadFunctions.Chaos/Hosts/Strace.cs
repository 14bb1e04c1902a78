using System.Diagnostics;
using System.Globalization;

namespace LeadFunctions.Chaos.Hosts;

/// <summary>
/// strace, told to send SIGKILL at a thread's Nth fsync. Not with --seccomp-bpf: it is faster, and the signal never comes.
/// SQLite calls fsync, not fdatasync (reliability.md 0.3); both are traced, so that a log tells if that changes.
/// </summary>
public sealed class Strace : IDisposable
{
    private static readonly TimeSpan ExitsWithin = TimeSpan.FromSeconds(2);
    private readonly Process _process;
    private readonly string _log;
    private bool _disposed;

    private Strace(Process process, string log)
    {
        (_process, _log) = (process, log);
    }

    /// <summary>The command to start a program under.</summary>
    public static string[] Command(int n, string log) => ["strace", "-f", .. Options(n, log)];

    /// <summary>Attaches to just these threads of a running process (with -f it would take all of them, whichever are named).</summary>
    /// <returns>When it is attached to all of them.</returns>
    public static async Task<Strace> AttachAsync(IReadOnlyCollection<int> threads, int n, string log)
    {
        string[] arguments = [.. Options(n, log), .. threads.SelectMany(thread => new[] { "-p", thread.ToString(CultureInfo.InvariantCulture) })];
        var process = Process.Start(new ProcessStartInfo("strace", arguments) { RedirectStandardError = true })!;
        for (var waited = Stopwatch.StartNew(); !threads.All(IsTraced); await Task.Delay(5))
        {
            if (process.HasExited || waited.Elapsed > TimeSpan.FromSeconds(10))
            {
                throw new RigException("strace could not attach: " + await process.StandardError.ReadToEndAsync());
            }
        }

        return new Strace(process, log);
    }

    /// <summary>True when the log shows an fsync that was met by the signal and never returned. Every fault test asserts that its fault fired.</summary>
    public static bool Fired(string log) =>
        File.Exists(log) && File.ReadLines(log).Any(line => line.Contains("fsync", StringComparison.Ordinal) && line.TrimEnd().EndsWith("= ?", StringComparison.Ordinal));

    /// <summary>Lets go of a process that lives, or waits for the end that its death means.</summary>
    /// <returns>Whether the fault fired.</returns>
    public async Task<bool> DetachAsync(bool lives)
    {
        if (lives && !_process.HasExited)
        {
            using var interrupt = Process.Start("kill", ["-INT", _process.Id.ToString(CultureInfo.InvariantCulture)]);
            await interrupt.WaitForExitAsync();
        }

        // strace may wait for ever for a thread that another one's death took with it.
        await Task.WhenAny(_process.WaitForExitAsync(), Task.Delay(ExitsWithin));
        Dispose();
        return Fired(_log);
    }

    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    private static string[] Options(int n, string log) =>
    [
        "-qq", "-o", log, "-e", "trace=fsync,fdatasync", "-e",
        string.Create(CultureInfo.InvariantCulture, $"inject=fsync:signal=KILL:when={n}"),
    ];

    private static bool IsTraced(int thread)
    {
        var status = $"/proc/{thread}/status";
        return !File.Exists(status) || !File.ReadAllText(status).Contains("TracerPid:\t0\n", StringComparison.Ordinal);
    }
}
