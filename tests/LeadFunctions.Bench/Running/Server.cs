using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace LeadFunctions.Bench.Running;

/// <summary>The embedded host as a process of its own, on a free loopback port and a temporary folder.</summary>
public sealed class Server : IDisposable
{
    private readonly Process _process;
    private readonly string _folder;

    private Server(Process process, string folder, int port)
    {
        (_process, _folder, Port) = (process, folder, port);
        Client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}/") };
    }

    public int Port { get; }

    public HttpClient Client { get; }

    /// <summary>From the start of the process to the first ready answer.</summary>
    public TimeSpan StartedIn { get; private set; }

    public double RssMb => double.Parse(
        File.ReadLines($"/proc/{_process.Id}/status").First(line => line.StartsWith("VmRSS", StringComparison.Ordinal)).Split(':')[1].Replace("kB", "", StringComparison.Ordinal).Trim(),
        CultureInfo.InvariantCulture) / 1024;

    /// <param name="playbook">Name or path.</param>
    public static async Task<Server> StartAsync(string playbook = "b2b", params (string Name, string Value)[] settings)
    {
        var folder = Directory.CreateTempSubdirectory("lf-bench-").FullName;
        var port = FreePort();
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
        foreach (var word in new[] { Path.Combine(AppContext.BaseDirectory, "LeadFunctions.Embedded.dll"), "serve", "--urls", $"http://127.0.0.1:{port}", "--data", folder, "--playbook", playbook })
        {
            start.ArgumentList.Add(word);
        }

        start.Environment["LEADFUNCTIONS_Limits__Off"] = "true";
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        var watch = Stopwatch.StartNew();
        var server = new Server(Process.Start(start)!, folder, port);
        server._process.OutputDataReceived += (_, _) => { };
        server._process.BeginOutputReadLine();
        await server.ReadyAsync();
        server.StartedIn = watch.Elapsed;
        server.SignIn();
        return server;
    }

    /// <summary>Waits until nothing waits or runs.</summary>
    public async Task DrainAsync()
    {
        while (JsonNode.Parse(await Client.GetStringAsync("api/queues"))!["queues"]!.AsArray().Sum(step => (long)step!["waiting"]! + (long)step["inFlight"]!) > 0)
        {
            await Task.Delay(20);
        }
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Waits until somebody listens on a loopback port.</summary>
    public static async Task ListensAsync(int port)
    {
        while (true)
        {
            using var socket = new TcpClient();
            try
            {
                await socket.ConnectAsync(IPAddress.Loopback, port);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(20);
            }
        }
    }

    public void Dispose()
    {
        Client.Dispose();
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task ReadyAsync()
    {
        while (true)
        {
            try
            {
                using var answer = await Client.GetAsync("api/health/ready");
                if (answer.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (HttpRequestException) when (!_process.HasExited)
            {
                await Task.Delay(2);
            }
        }
    }

    private void SignIn()
    {
        var keys = JsonNode.Parse(File.ReadAllText(Path.Combine(_folder, "keys.json")))!["keys"]!.AsArray();
        Client.DefaultRequestHeaders.Authorization = new("Bearer", (string)keys.First(key => (string)key!["role"]! == "admin")!["key"]!);
    }
}
