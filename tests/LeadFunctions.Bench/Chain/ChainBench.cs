using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using LeadFunctions.Bench.Running;
using LeadFunctions.UseCases.Playbooks;

namespace LeadFunctions.Bench.Chain;

/// <summary>From a form's POST to the notification that its owner gets, at 500 forms a second with every commit synced; and how many signals a second are applied to 100,000 leads.</summary>
public static class ChainBench
{
    private const int FormsPerSecond = 500;

    /// <summary>Until the runtime has compiled what is hot; on two cores it competes with the forms for them.</summary>
    private const int WarmUpSeconds = 8;
    private const int ChainSeconds = 10;

    public static async Task<int> RunAsync(string[] args)
    {
        if (args is ["signals"])
        {
            Console.WriteLine(JsonSerializer.Serialize(await SustainedSignals.MeasureAsync()));
            return 0;
        }

        var latencies = await FormsAsync();
        Figures.Row($"form to notification at {FormsPerSecond}/s: p50", [Figures.Percentile(latencies, 50)], "ms");
        Figures.Row($"form to notification at {FormsPerSecond}/s: p99", [Figures.Percentile(latencies, 99)], "ms");
        if (args is ["forms"])
        {
            return 0;
        }

        var applied = JsonSerializer.Deserialize<List<double>>((await Self.RunAsync(Self.AsHost("chain", "signals"))).Trim().Split('\n')[^1])!;
        Figures.Row("signals applied to 100,000 leads", applied, "signals/s");
        Figures.Last(new Dictionary<string, double>
        {
            ["p50Ms"] = Figures.Percentile(latencies, 50),
            ["p99Ms"] = Figures.Percentile(latencies, 99),
            ["signalsPerSecond"] = Figures.Median(applied),
        });
        return 0;
    }

    private static async Task<List<double>> FormsAsync()
    {
        var port = Server.FreePort();
        await using var receiver = await Receiver.StartAsync(port);
        var playbook = Path.Combine(Path.GetTempPath(), $"lf-chain-{port}.yaml");
        await File.WriteAllTextAsync(playbook, Notifying(port));
        using var server = await Server.StartAsync(playbook, ("LEADFUNCTIONS_Outbound__AllowPrivate", "true"));
        await PostAsync(server, FormsPerSecond * WarmUpSeconds, receiver, "warm");
        var latencies = await PostAsync(server, FormsPerSecond * ChainSeconds, receiver, "form");
        File.Delete(playbook);
        return latencies;
    }

    /// <summary>b2b with one channel: a webhook to us.</summary>
    private static string Notifying(int port)
    {
        var text = ShippedPlaybooks.Text("b2b")!;
        var from = text.IndexOf("\nnotifications:", StringComparison.Ordinal) + 1;
        var to = text.IndexOf("\n\n", from, StringComparison.Ordinal);
        return text[..from] + $"notifications:\n  channels: [webhook]\n  webhookUrl: http://127.0.0.1:{port}/" + text[(to < 0 ? text.Length : to)..];
    }

    private static async Task<List<double>> PostAsync(Server server, int forms, Receiver receiver, string name)
    {
        var sent = new ConcurrentDictionary<string, long>();
        var started = Stopwatch.GetTimestamp();
        var posts = new List<Task>(forms);
        for (var form = 0; form < forms; form++)
        {
            var due = TimeSpan.FromSeconds((double)form / FormsPerSecond) - Stopwatch.GetElapsedTime(started);
            if (due > TimeSpan.FromMilliseconds(1))
            {
                await Task.Delay(due);
            }

            posts.Add(SendAsync(server, $"{name}{form}@company{form % 5000}.example", sent));
        }

        await Task.WhenAll(posts);
        for (var wait = Stopwatch.StartNew(); sent.Keys.Any(lead => !receiver.Told.ContainsKey(lead)) && wait.Elapsed < TimeSpan.FromSeconds(20);)
        {
            await Task.Delay(50);
        }

        return [.. sent.Select(lead => receiver.Told.TryGetValue(lead.Key, out var told) ? Stopwatch.GetElapsedTime(lead.Value, told).TotalMilliseconds : double.PositiveInfinity)];
    }

    private static async Task SendAsync(Server server, string email, ConcurrentDictionary<string, long> sent)
    {
        var at = Stopwatch.GetTimestamp();
        using var answer = await server.Client.PostAsJsonAsync("api/forms/demo", new { email, name = "Ana Silva", title = "VP Sales", company = "Acme", companySize = "40" });
        answer.EnsureSuccessStatusCode();
        sent[(string)JsonNode.Parse(await answer.Content.ReadAsStreamAsync())!["id"]!] = at;
    }
}
