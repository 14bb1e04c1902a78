using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace LeadFunctions.Hosts.Tests;

/// <summary>Meters and traces over OTLP, from the host as a process of its own to a real HTTP receiver.</summary>
public sealed class telling_a_collector : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly string _folder = Directory.CreateTempSubdirectory("leadfunctions-").FullName;
    private readonly ConcurrentQueue<(string Path, string Bytes)> _posted = new();
    private WebApplication _collector = null!;
    private Process? _host;

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _collector = builder.Build();
        _collector.Run(async http =>
        {
            using var bytes = new MemoryStream();
            await http.Request.Body.CopyToAsync(bytes);
            _posted.Enqueue((http.Request.Path, Encoding.Latin1.GetString(bytes.ToArray())));
        });
        await _collector.StartAsync();
    }

    [Fact]
    public async Task every_step_is_counted_and_traced_and_no_person_is_named()
    {
        var address = await StartAsync(_collector.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        using var client = new HttpClient { BaseAddress = new Uri(address) };
        var form = await client.PostAsJsonAsync("api/forms/demo", new { email = "rosalind@private.example", name = "Rosalind Secret", title = "VP Sales", company = "Acme" });
        form.EnsureSuccessStatusCode();

        await UntilAsync("/v1/traces", "apply-signal", "route-lead", "notify");
        await UntilAsync("/v1/metrics", "leadfunctions.", "apply-signal", "route-lead", "notify");
        Assert.DoesNotContain(_posted, one => one.Bytes.Contains("unknown_service", StringComparison.Ordinal));
        Assert.DoesNotContain(_posted, one => one.Bytes.Contains("rosalind", StringComparison.OrdinalIgnoreCase) || one.Bytes.Contains("private.example", StringComparison.Ordinal));
    }

    public async Task DisposeAsync()
    {
        if (_host is { HasExited: false })
        {
            _host.Kill();
            await _host.WaitForExitAsync();
        }

        _host?.Dispose();
        await _collector.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Until what was posted to a path names all of these.</summary>
    private async Task UntilAsync(string path, params string[] names)
    {
        for (var until = DateTime.UtcNow + Patience; ; await Task.Delay(50))
        {
            var text = string.Concat(_posted.Where(one => one.Path == path).Select(one => one.Bytes));
            if (names.All(name => text.Contains(name, StringComparison.Ordinal)))
            {
                return;
            }

            Assert.True(DateTime.UtcNow < until, $"{path} got {text.Length} bytes without all of {string.Join(", ", names)}");
        }
    }

    /// <returns>Its address, once it is ready.</returns>
    private async Task<string> StartAsync(string collector)
    {
        var address = $"http://127.0.0.1:{FreePort()}";
        string[] words = [Path.Combine(AppContext.BaseDirectory, "LeadFunctions.Embedded.dll"), "serve", "--urls", address, "--data", Path.Combine(_folder, "data")];
        _host = Process.Start(new ProcessStartInfo("dotnet", words)
        {
            RedirectStandardOutput = true,
            Environment =
            {
                ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector,
                ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
                ["OTEL_METRIC_EXPORT_INTERVAL"] = "300",
                ["OTEL_BSP_SCHEDULE_DELAY"] = "300",
            },
        })!;
        while (await _host.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.Contains("is ready", StringComparison.Ordinal))
            {
                _ = _host.StandardOutput.ReadToEndAsync();
                return address;
            }
        }

        throw new InvalidOperationException("the host ended without listening");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
