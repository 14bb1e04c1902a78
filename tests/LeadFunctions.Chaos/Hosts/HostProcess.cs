using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace LeadFunctions.Chaos.Hosts;

/// <summary>The embedded host as a child process of this rig; it is only ever ended by its own process id.</summary>
public sealed class HostProcess : IDisposable
{
    /// <summary>Looks, not seconds: a machine that was suspended meanwhile is no host that hangs.</summary>
    private const int MostLooks = 3000;

    private static readonly TimeSpan StopsWithin = TimeSpan.FromSeconds(30);
    private readonly Process _process;
    private readonly StreamWriter _log;

    private HostProcess(Process process, Uri address, DataFolder data, StreamWriter log)
    {
        (_process, Address, Data, _log) = (process, address, data, log);
        AppDomain.CurrentDomain.ProcessExit += EndWithRig;
    }

    public Uri Address { get; }

    public DataFolder Data { get; }

    /// <summary>Of the process that was started: the host, or the tool it was started under.</summary>
    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    public int ExitCode => _process.ExitCode;

    /// <summary>Starts a host on a free loopback port and does not wait for it.</summary>
    /// <param name="under">A tool with its arguments to start it under.</param>
    public static HostProcess Launch(DataFolder data, IReadOnlyDictionary<string, string>? environment = null, IReadOnlyList<string>? under = null)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort()}");
        string[] serve = ["dotnet", Path.Combine(AppContext.BaseDirectory, "LeadFunctions.Embedded.dll"),
            "serve", "--urls", address.ToString().TrimEnd('/'), "--data", data.Path, "--playbook", data.Playbook];
        string[] command = [.. under ?? [], .. serve];
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["LEADFUNCTIONS_Limits__Off"] = "true";
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        var log = new StreamWriter(data.HostLog, append: true);
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) => Write(log, line.Data);
        process.ErrorDataReceived += (_, line) => Write(log, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return new HostProcess(process, address, data, log);
    }

    /// <exception cref="RigException">It ended or was not ready in time; says where its output is.</exception>
    public static async Task<HostProcess> StartAsync(DataFolder data, IReadOnlyDictionary<string, string>? environment = null)
    {
        var host = Launch(data, environment);
        if (await host.IsReadyAsync())
        {
            return host;
        }

        host.Dispose();
        throw new RigException($"The host did not start; its output is in {data.HostLog}:\n{string.Join('\n', File.ReadLines(data.HostLog).TakeLast(20))}");
    }

    /// <returns>False when it ended first.</returns>
    public async Task<bool> IsReadyAsync()
    {
        using var http = new HttpClient { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(5) };
        for (var look = 0; !_process.HasExited && look < MostLooks; look++, await Task.Delay(10))
        {
            try
            {
                using var response = await http.GetAsync(new Uri("api/health/ready", UriKind.Relative));
                if (response.IsSuccessStatusCode)
                {
                    return true;
                }
            }
            catch (Exception notYet) when (notYet is HttpRequestException or TaskCanceledException)
            {
                // Not listening, or not answering yet.
            }
        }

        return false;
    }

    /// <summary>SIGKILL, and back when the process is gone.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>SIGTERM, and back when the process is gone.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> StopAsync()
    {
        using var term = Process.Start("kill", ["-TERM", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await term.WaitForExitAsync();
        await _process.WaitForExitAsync(new CancellationTokenSource(StopsWithin).Token);
        return _process.ExitCode;
    }

    public Task WaitForExitAsync(TimeSpan limit) => _process.WaitForExitAsync(new CancellationTokenSource(limit).Token);

    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= EndWithRig;
        End();
        _process.Dispose();
        lock (_log)
        {
            _log.Dispose();
        }
    }

    /// <summary>A rig that is interrupted leaves no host behind.</summary>
    private void EndWithRig(object? sender, EventArgs e) => End();

    private void End()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
        }
    }

    private static void Write(StreamWriter log, string? line)
    {
        lock (log)
        {
            if (line is not null && log.BaseStream is not null)
            {
                log.WriteLine(line);
                log.Flush();
            }
        }
    }

    /// <summary>Below the range that outgoing connections use: there, somebody polling a port that nobody listens on may connect to himself.</summary>
    private static int FreePort()
    {
        for (; ; )
        {
            using var listener = new TcpListener(IPAddress.Loopback, Random.Shared.Next(20_000, 32_000));
            try
            {
                listener.Start();
                return ((IPEndPoint)listener.LocalEndpoint).Port;
            }
            catch (SocketException)
            {
                // Taken.
            }
        }
    }
}

/// <summary>The rig itself could not do its work: no verdict on the product.</summary>
public sealed class RigException(string message) : Exception(message);
