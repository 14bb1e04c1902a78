using System.Diagnostics;
using System.Reflection;
using System.Text.Json;

namespace LeadFunctions.Cloud.Tests.Guards;

/// <summary>The Bicep compiler of the NuGet package, or the one on the path.</summary>
internal static class Bicep
{
    private static readonly string? Tool = Find();
    private static readonly Lazy<(int Exit, string Said, JsonElement Template)> Compiled = new(Compile);

    /// <summary>Why infra cannot be compiled here; null when it can.</summary>
    public static string? Missing => Tool is null ? "no bicep compiler: the package is for Linux on x64, and there is none on the path" : null;

    public static int Exit => Compiled.Value.Exit;

    /// <summary>Warnings and errors.</summary>
    public static string Said => Compiled.Value.Said;

    /// <summary>Every resource of every module, as Azure gets it.</summary>
    public static IReadOnlyList<JsonElement> Resources { get; } = Missing is null ? [.. All(Compiled.Value.Template)] : [];

    public static IEnumerable<JsonElement> OfType(string type) =>
        Resources.Where(resource => string.Equals(resource.GetProperty("type").GetString(), type, StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<JsonElement> All(JsonElement template)
    {
        var resources = template.GetProperty("resources");
        var all = resources.ValueKind == JsonValueKind.Array ? resources.EnumerateArray().ToList() : [.. resources.EnumerateObject().Select(named => named.Value)];
        foreach (var resource in all.Where(one => !one.TryGetProperty("existing", out _)))
        {
            yield return resource;
            if (resource.GetProperty("type").GetString() == "Microsoft.Resources/deployments")
            {
                foreach (var inner in All(resource.GetProperty("properties").GetProperty("template")))
                {
                    yield return inner;
                }
            }
        }
    }

    private static (int Exit, string Said, JsonElement Template) Compile()
    {
        var start = new ProcessStartInfo(Tool!, ["build", Path.Combine(Repository.Root, "infra", "main.bicep"), "--stdout"]) { RedirectStandardOutput = true, RedirectStandardError = true };
        // The compiler looks for ICU, which a small machine has not got.
        start.Environment["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "1";
        using var process = Process.Start(start)!;
        var said = process.StandardError.ReadToEndAsync();
        var template = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        using var json = JsonDocument.Parse(template.Length > 0 ? template : "{\"resources\":[]}");
        return (process.ExitCode, said.Result, json.RootElement.Clone());
    }

    private static string? Find()
    {
        var packaged = typeof(Bicep).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(one => one.Key == "Bicep")?.Value;
        return new[] { packaged }.Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(folder => Path.Combine(folder, "bicep")))
            .FirstOrDefault(path => path is not null && File.Exists(path));
    }
}

/// <summary>A test of the compiled infrastructure; skipped, with the reason, where it cannot be compiled.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BicepFactAttribute : FactAttribute
{
    public BicepFactAttribute() => Skip = Bicep.Missing;
}
