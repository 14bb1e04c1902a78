using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace LeadFunctions.Bench.Running;

/// <summary>Closed-loop load by Debian's <c>wrk</c>: 64 connections that each wait for their answer.</summary>
public static partial class Wrk
{
    public const int Connections = 64;

    public static bool IsHere => Environment.GetEnvironmentVariable("PATH")!.Split(':').Any(folder => File.Exists(Path.Combine(folder, "wrk")));

    /// <param name="events">Events per beacon; every one has an id and a visitor of its own.</param>
    /// <returns>Requests per second and latencies; throws when answers were refused.</returns>
    public static async Task<Load> RunAsync(string url, int events, int seconds)
    {
        var script = Path.GetTempFileName();
        await File.WriteAllTextAsync(script, Script(events));
        var start = new ProcessStartInfo("wrk", $"-t2 -c{Connections} -d{seconds}s --latency -s {script} {url}") { RedirectStandardOutput = true };
        using var wrk = Process.Start(start)!;
        var text = await wrk.StandardOutput.ReadToEndAsync();
        await wrk.WaitForExitAsync();
        File.Delete(script);
        return text.Contains("Non-2xx", StringComparison.Ordinal)
            ? throw new InvalidOperationException("the server refused requests:\n" + text)
            : new Load(Rate(text), Milliseconds(text, "50%"), Milliseconds(text, "99%"));
    }

    private static string Script(int events) => $$"""
        math.randomseed(os.time())
        local thread = math.random(1, 1000000000)
        local n = 0
        wrk.method = "POST"
        wrk.headers["Content-Type"] = "text/plain;charset=UTF-8"
        request = function()
          n = n + 1
          local v = string.format("v%09d%08d", thread, n % 50000)
          local list = {}
          for i = 1, {{events}} do
            list[i] = string.format('{"id":"%d-%d-%d","type":"page-view","url":"https://www.example.com/product/alpha?utm_source=news","title":"Alpha","referrer":"https://search.example/"}', thread, n, i)
          end
          return wrk.format(nil, nil, nil, '{"visitorId":"' .. v .. '","events":[' .. table.concat(list, ",") .. ']}')
        end
        """;

    private static double Rate(string text) => double.Parse(RateLine().Match(text).Groups[1].Value, CultureInfo.InvariantCulture);

    private static double Milliseconds(string text, string percentile)
    {
        var match = Regex.Match(text, Regex.Escape(percentile) + @"\s+([0-9.]+)(us|ms|s)");
        var value = double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture);
        return match.Groups[2].Value switch { "us" => value / 1000, "s" => value * 1000, _ => value };
    }

    [GeneratedRegex(@"Requests/sec:\s+([0-9.]+)")]
    private static partial Regex RateLine();
}

public sealed record Load(double PerSecond, double P50Ms, double P99Ms);
