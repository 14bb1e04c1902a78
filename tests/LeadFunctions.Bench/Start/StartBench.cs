using LeadFunctions.Bench.Running;

namespace LeadFunctions.Bench.Start;

/// <summary>How soon a new process is ready, and what it weighs after a million signals.</summary>
public static class StartBench
{
    private const int Rounds = 7;
    private const int Signals = 1_000_000;
    private const int PerBeacon = 100;

    public static async Task<int> RunAsync(string[] args)
    {
        var seconds = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            using var started = await Server.StartAsync();
            seconds.Add(started.StartedIn.TotalSeconds);
        }

        using var server = await Server.StartAsync();
        await Parallel.ForEachAsync(Enumerable.Range(0, Signals / PerBeacon), new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (number, ct) =>
        {
            using var answer = await server.Client.PostAsync("api/track", new StringContent(Beacon(number)), ct);
            answer.EnsureSuccessStatusCode();
        });
        await server.DrainAsync();
        var rss = server.RssMb;
        Figures.Row("ready after process start", seconds, "s");
        Figures.Row($"RSS after {Signals:N0} signals", [rss], "MB");
        Figures.Last(new Dictionary<string, double> { ["seconds"] = Figures.Median(seconds), ["rssMb"] = rss });
        return 0;
    }

    private static string Beacon(int number)
    {
        var events = Enumerable.Range(0, PerBeacon).Select(one => $$"""{"id":"{{number}}-{{one}}","type":"page-view","url":"https://www.example.com/blog/{{one}}"}""");
        return $$"""{"visitorId":"visitor{{number % 20_000:D6}}","events":[{{string.Join(',', events)}}]}""";
    }
}
