using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace LeadFunctions.Bench.Queue;

/// <summary>A peer's server, started for this run on loopback in a folder of its own, and the Node script that loads it.</summary>
internal sealed class Peer : IAsyncDisposable
{
    private readonly string _script;
    private readonly string _address;
    private readonly Process _server;
    private readonly string? _pidFile;

    private Peer(string script, string address, Process server, string? pidFile)
    {
        (_script, _address, _server, _pidFile) = (script, address, server, pidFile);

        // Read and dropped: a full pipe would stop the server.
        server.BeginOutputReadLine();
        server.BeginErrorReadLine();
    }

    /// <returns>Null, and the reason printed, when it cannot run here.</returns>
    public static async Task<Peer?> PgBossAsync(BenchFolder folder)
    {
        var bin = Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql").Select(version => Path.Combine(version, "bin")).Max() : null;
        if (bin is null || await ScriptsAsync(folder, "pg-boss") is not { } scripts)
        {
            return Skipped("pg-boss", "no PostgreSQL binaries (Debian package postgresql)", bin is null);
        }

        var (data, port) = (folder["postgres"], FreePort());
        Directory.CreateDirectory(data);
        string[] asUser = Environment.UserName == "root" ? ["runuser", "-u", "postgres", "--"] : [];
        if (asUser.Length > 0)
        {
            await RunAsync("chown", ["postgres", data]);
            await RunAsync("chmod", ["755", folder["."]]);
        }

        string[] init = [.. asUser, Path.Combine(bin, "initdb"), "-D", data, "-U", "bench", "--auth=trust"];
        string[] serve = [.. asUser, Path.Combine(bin, "postgres"), "-D", data, "-p", $"{port}", "-c", "listen_addresses=127.0.0.1", "-k", data, "-c", "synchronous_commit=on"];
        await RunAsync(init[0], init[1..]);
        var server = Start(serve[0], serve[1..]);
        await AnswersAsync(port);
        return new Peer(Path.Combine(scripts, "pg-boss.mjs"), $"postgres://bench@127.0.0.1:{port}/postgres", server, Path.Combine(data, "postmaster.pid"));
    }

    /// <returns>Null, and the reason printed, when it cannot run here.</returns>
    public static async Task<Peer?> BullMqAsync(BenchFolder folder)
    {
        const string binary = "/usr/bin/redis-server";
        if (!File.Exists(binary) || await ScriptsAsync(folder, "BullMQ") is not { } scripts)
        {
            return Skipped("BullMQ", "no redis-server (Debian package redis-server)", !File.Exists(binary));
        }

        var (data, port) = (folder["redis"], FreePort());
        Directory.CreateDirectory(data);
        var server = Start(binary, ["--bind", "127.0.0.1", "--port", $"{port}", "--dir", data, "--appendonly", "yes", "--appendfsync", "always", "--save", ""]);
        await AnswersAsync(port);
        return new Peer(Path.Combine(scripts, "bullmq.mjs"), $"127.0.0.1:{port}", server, null);
    }

    public async Task<double> HopsAsync(int inFlight, int payloadBytes, double seconds)
    {
        var output = await RunAsync("node", [_script, _address, $"{inFlight}", $"{payloadBytes}", seconds.ToString(CultureInfo.InvariantCulture)]);
        return double.Parse(output.Trim().Split('\n')[^1], CultureInfo.InvariantCulture);
    }

    public async ValueTask DisposeAsync()
    {
        // SIGINT is a fast shutdown for both servers. PostgreSQL runs behind runuser, which keeps signals to itself, so its own file says who it is.
        var id = _pidFile is null ? $"{_server.Id}" : (await File.ReadAllLinesAsync(_pidFile))[0];
        Process.Start("kill", ["-INT", id]).WaitForExit();
        await _server.WaitForExitAsync();
        _server.Dispose();
    }

    private static Peer? Skipped(string peer, string reason, bool really)
    {
        if (really)
        {
            Console.WriteLine($"{peer}: skipped, {reason}");
        }

        return null;
    }

    /// <summary>The load scripts with their pinned packages, installed into the run's folder once.</summary>
    private static async Task<string?> ScriptsAsync(BenchFolder folder, string peer)
    {
        var target = folder["peers"];
        if (Directory.Exists(Path.Combine(target, "node_modules")))
        {
            return target;
        }

        Directory.CreateDirectory(target);
        foreach (var file in Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Queue", "peers")))
        {
            File.Copy(file, Path.Combine(target, Path.GetFileName(file)), overwrite: true);
        }

        try
        {
            await RunAsync("npm", ["install", "--no-audit", "--no-fund", "--prefix", target]);
            return target;
        }
        catch (Exception cause) when (cause is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            Console.WriteLine($"{peer}: skipped, its package cannot be installed ({cause.Message})");
            return null;
        }
    }

    private static async Task<string> RunAsync(string program, string[] arguments)
    {
        using var process = Start(program, arguments);
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? await output : throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {(await errors).Trim()}");
    }

    private static Process Start(string program, string[] arguments) =>
        Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;

    private static async Task AnswersAsync(int port)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, port);
                return;
            }
            catch (SocketException) when (tries < 200)
            {
                await Task.Delay(50);
            }
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
