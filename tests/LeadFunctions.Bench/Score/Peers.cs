using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace LeadFunctions.Bench.Score;

/// <summary>One mode of another engine: leads/s per round, and the checksum over its first <paramref name="Leads"/> leads.</summary>
internal sealed record PeerResult(string Engine, string Mode, int Leads, double[] Rates, long Checksum);

/// <summary>Runs <c>peers/score.js</c> in a temporary directory, with the packages at the exact versions of <c>peers/package.json</c>.</summary>
internal static class Peers
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    /// <summary>Where <c>peers/</c> is in the source tree this runs from; null outside of one.</summary>
    public static string? Folder()
    {
        for (var up = new DirectoryInfo(AppContext.BaseDirectory); up is not null; up = up.Parent)
        {
            var folder = Path.Combine(up.FullName, "tests", "LeadFunctions.Bench", "Score", "peers");
            if (Directory.Exists(folder))
            {
                return folder;
            }
        }

        return null;
    }

    /// <returns>The results, or why there are none.</returns>
    public static async Task<(IReadOnlyList<PeerResult> Results, string? Skipped)> RunAsync(string folder, IEnumerable<string> leads, params int[] arguments)
    {
        var work = Directory.CreateTempSubdirectory("leadfunctions-peers-").FullName;
        try
        {
            foreach (var file in Directory.GetFiles(folder))
            {
                File.Copy(file, Path.Combine(work, Path.GetFileName(file)));
            }

            await File.WriteAllLinesAsync(Path.Combine(work, "leads.ndjson"), leads);
            var (_, failed) = await RunAsync(work, "npm", "install", "--no-audit", "--no-fund", "--no-package-lock", "--loglevel=error");
            if (failed is not null)
            {
                return ([], failed);
            }

            var (output, reason) = await RunAsync(work, "node", ["score.js", .. arguments.Select(argument => argument.ToString(CultureInfo.InvariantCulture))]);
            return ([.. output.Select(line => JsonSerializer.Deserialize<PeerResult>(line, Web)!)], reason);
        }
        finally
        {
            Directory.Delete(work, true);
        }
    }

    private static async Task<(string[] Output, string? Failed)> RunAsync(string folder, string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments)
            {
                WorkingDirectory = folder,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            var errors = process.StandardError.ReadToEndAsync();
            var output = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
            return process.ExitCode == 0 ? (lines, null) : ([], $"{program} ended with {process.ExitCode}: {(await errors).Trim()}");
        }
        catch (Win32Exception missing)
        {
            return ([], $"{program} cannot be started: {missing.Message}");
        }
    }
}
