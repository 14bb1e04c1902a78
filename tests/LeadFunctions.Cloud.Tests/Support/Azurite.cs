using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Azure.Data.Tables;
using LeadFunctions.Cloud.Registers;

namespace LeadFunctions.Cloud.Tests.Support;

/// <summary>Microsoft's storage emulator (npm's azurite), its table service on a free port: one for all tests, gone with them.</summary>
internal static class Azurite
{
    private const string Package = "azurite@3.37.0";
    /// <summary>The emulator's own account, which everybody knows.</summary>
    private const string Account = "DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey=Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==;";

    private static readonly string Folder = Path.Combine(Path.GetTempPath(), "leadfunctions-azurite-3.37.0");
    private static readonly Lazy<string?> Missing = new(Install);
    private static readonly Lazy<int> Running = new(Start);
    private static int _tables;

    /// <summary>Why it cannot run here; null when it can.</summary>
    public static string? WhyNot => Missing.Value;

    /// <summary>An empty table of its own.</summary>
    public static async Task<RegisterTable> TableAsync()
    {
        var connection = FormattableString.Invariant($"{Account}TableEndpoint=http://127.0.0.1:{Running.Value}/devstoreaccount1;");
        var client = new TableClient(connection, $"registers{Interlocked.Increment(ref _tables)}");
        await client.CreateAsync();
        return new RegisterTable(client);
    }

    private static int Start()
    {
        var port = FreePort();
        var start = new ProcessStartInfo("node", [Path.Combine(Folder, "node_modules", "azurite", "dist", "src", "table", "main.js"), "--tableHost", "127.0.0.1", "--tablePort", $"{port}", "--inMemoryPersistence", "--skipApiVersionCheck", "--disableTelemetry", "--silent"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var node = Process.Start(start)!;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => node.Kill();
        while (node.StandardOutput.ReadLine() is { } line)
        {
            if (line.Contains("successfully", StringComparison.Ordinal))
            {
                return port;
            }
        }

        throw new InvalidOperationException("Azurite did not start: " + node.StandardError.ReadToEnd());
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string? Install()
    {
        try
        {
            if (Directory.Exists(Path.Combine(Folder, "node_modules", "azurite")))
            {
                return null;
            }

            Directory.CreateDirectory(Folder);
            using var npm = Process.Start(new ProcessStartInfo("npm", ["install", "--prefix", Folder, "--no-audit", "--no-fund", "--no-package-lock", "--ignore-scripts", "--silent", Package]))!;
            return npm.WaitForExit(TimeSpan.FromMinutes(5)) && npm.ExitCode == 0 ? null : $"npm could not install {Package}";
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return "npm is not installed";
        }
    }
}

/// <summary>A test on Azurite; skipped, with the reason, where it cannot run.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AzuriteFactAttribute : FactAttribute
{
    public AzuriteFactAttribute() => Skip = Azurite.WhyNot;
}
