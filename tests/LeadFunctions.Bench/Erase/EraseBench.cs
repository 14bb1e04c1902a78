using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using LeadFunctions.Bench.Decay;
using LeadFunctions.Bench.Lists;
using LeadFunctions.Bench.Queue;
using LeadFunctions.Bench.Running;
using LeadFunctions.Embedded.Hosting;
using LeadFunctions.Embedded.Verbs;

namespace LeadFunctions.Bench.Erase;

/// <summary>A person is erased from a large store while forms come in: how long it takes, and how long forms wait meanwhile.</summary>
public static class EraseBench
{
    private const int PerSecond = 100;
    private static readonly TimeSpan Before = TimeSpan.FromSeconds(10);

    /// <param name="args"><c>--leads N</c> (1,000,000), <c>--folder DIR</c>.</param>
    public static async Task<int> RunAsync(string[] args)
    {
        var count = int.Parse(Option(args, "--leads") ?? "1000000", CultureInfo.InvariantCulture);
        using var folder = new BenchFolder(Option(args, "--folder"));
        var (_, playbook) = PlaybookFile.Load("b2b");
        await FastFill.RunAsync(folder["data/leads.db"], new ListedLeads(count, playbook).All());
        Console.WriteLine($"{new FileInfo(folder["data/leads.db"]).Length / 1e9:N2} GB");

        await using var host = await LocalHost.StartAsync(new RunOptions("", folder["data"], "b2b") { Silent = true }, CancellationToken.None);
        var (undisturbed, _) = await WhileAsync(host.Client, () => Task.Delay(Before));
        var (first, firstSeconds) = await WhileAsync(host.Client, () => EraseAsync(host.Client, 1));
        var (second, secondSeconds) = await WhileAsync(host.Client, () => EraseAsync(host.Client, 2));
        Print("forms, nothing else", undisturbed);
        Print($"forms, while the first was erased in {firstSeconds:N1} s", first);
        Print($"forms, while the next was erased in {secondSeconds:N1} s", second);
        Figures.Last(new Dictionary<string, double>
        {
            ["firstSeconds"] = firstSeconds,
            ["secondSeconds"] = secondSeconds,
            ["undisturbedP99Ms"] = Figures.Percentile(undisturbed, 99),
            ["firstP99Ms"] = Figures.Percentile(first, 99),
            ["secondP99Ms"] = Figures.Percentile(second, 99),
            ["worstMs"] = first.Concat(second).Max(),
        });
        return 0;
    }

    private static void Print(string what, List<double> times) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{what,-60} p50 {Figures.Percentile(times, 50),6:N1} ms   p99 {Figures.Percentile(times, 99),7:N1} ms   longest {times.Max(),7:N1} ms   of {times.Count}"));

    /// <summary>Forms at a fixed rate, each from when it should have been sent, until the other thing is done.</summary>
    private static async Task<(List<double> Times, double Seconds)> WhileAsync(HttpClient client, Func<Task> other)
    {
        var (started, sent, times) = (Stopwatch.GetTimestamp(), new List<Task>(), new List<double>());
        var running = Task.Run(other);
        while (!running.IsCompleted)
        {
            var due = TimeSpan.FromSeconds(sent.Count / (double)PerSecond);
            if (due - Stopwatch.GetElapsedTime(started) is { Ticks: > 0 } early)
            {
                await Task.Delay(early);
            }

            sent.Add(SendAsync(client, started, due, times));
        }

        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        await running;
        await Task.WhenAll(sent);
        return (times, seconds);
    }

    private static async Task SendAsync(HttpClient client, long started, TimeSpan due, List<double> times)
    {
        await Task.Yield();
        using var answer = await client.PostAsJsonAsync("api/forms/newsletter", new { email = $"{Guid.NewGuid():N}@new.example" });
        answer.EnsureSuccessStatusCode();
        lock (times)
        {
            times.Add((Stopwatch.GetElapsedTime(started) - due).TotalMilliseconds);
        }
    }

    private static async Task EraseAsync(HttpClient client, int index)
    {
        using var answer = await client.DeleteAsync(new Uri("api/leads/" + ManyLeads.IdOf(index), UriKind.Relative));
        answer.EnsureSuccessStatusCode();
    }

    private static string? Option(string[] args, string name) => Array.IndexOf(args, name) is var at and >= 0 ? args[at + 1] : null;
}
