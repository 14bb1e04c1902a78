using System.Diagnostics;
using System.Globalization;

namespace LeadFunctions.Stores.Tests.Cosmos;

/// <summary>A Cosmos DB server that speaks HTTP (npm's @vercel/cosmosdb-server) on a free port: one for all tests, gone with them.</summary>
internal static class CosmosServer
{
    private const string Package = "@vercel/cosmosdb-server@1.0.1";

    private static readonly string Folder = Path.Combine(Path.GetTempPath(), "leadfunctions-cosmosdb-server-1.0.1");
    private static readonly Lazy<string?> Missing = new(Install);
    private static readonly Lazy<Uri> Running = new(Start);

    /// <summary>Why it cannot run here; null when it can.</summary>
    public static string? WhyNot => Missing.Value;

    public static Uri Address => Running.Value;

    private static Uri Start()
    {
        var start = new ProcessStartInfo("node", [Path.Combine(AppContext.BaseDirectory, "Cosmos", "cosmos-server.js")]) { RedirectStandardOutput = true, RedirectStandardInput = true };
        start.Environment["NODE_PATH"] = Path.Combine(Folder, "node_modules");
        var node = Process.Start(start)!;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => node.Kill();
        var port = node.StandardOutput.ReadLine() ?? throw new InvalidOperationException("The Cosmos server did not start.");
        return new Uri($"http://127.0.0.1:{int.Parse(port, CultureInfo.InvariantCulture)}/");
    }

    private static string? Install()
    {
        try
        {
            if (Directory.Exists(Path.Combine(Folder, "node_modules", "@vercel", "cosmosdb-server")))
            {
                return null;
            }

            Directory.CreateDirectory(Folder);
            using var npm = Process.Start(new ProcessStartInfo("npm", ["install", "--prefix", Folder, "--no-audit", "--no-fund", "--no-package-lock", "--silent", Package]))!;
            return npm.WaitForExit(TimeSpan.FromMinutes(5)) && npm.ExitCode == 0 ? null : $"npm could not install {Package}";
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return "npm is not installed";
        }
    }
}

/// <summary>Needs npm and its registry; without them the test is skipped and says so.</summary>
public sealed class CosmosFactAttribute : FactAttribute
{
    public CosmosFactAttribute() => Skip = CosmosServer.WhyNot;
}

/// <inheritdoc cref="CosmosFactAttribute"/>
public sealed class CosmosTheoryAttribute : TheoryAttribute
{
    public CosmosTheoryAttribute() => Skip = CosmosServer.WhyNot;
}
