using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using LeadFunctions.Bench.Running;

namespace LeadFunctions.Bench.Ingest;

/// <summary>
/// Open-loop load: requests leave at fixed instants whether or not earlier ones were answered, and latency counts from the instant a request was due,
/// so that a stall is seen by all who would have waited in it.
/// </summary>
public static class FixedRateLoad
{
    private const int Connections = 64;

    public static async Task<Load> RunAsync(int port, int perSecond, TimeSpan time)
    {
        await SendAsync(port, perSecond, TimeSpan.FromSeconds(2));
        var latencies = await SendAsync(port, perSecond, time);
        return new Load(latencies.Count / time.TotalSeconds, Figures.Percentile(latencies, 50), Figures.Percentile(latencies, 99));
    }

    private static async Task<List<double>> SendAsync(int port, int perSecond, TimeSpan time)
    {
        var each = (int)(perSecond * time.TotalSeconds / Connections);
        var started = Stopwatch.GetTimestamp() + (Stopwatch.Frequency / 10);
        var results = await Task.WhenAll(Enumerable.Range(0, Connections).Select(number => Task.Run(() => SendOverOneAsync(port, number, each, perSecond, started))));
        return [.. results.SelectMany(latencies => latencies)];
    }

    private static async Task<double[]> SendOverOneAsync(int port, int number, int count, int perSecond, long started)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync("127.0.0.1", port);
        var latencies = new double[count];
        var answer = new byte[1024];
        for (var request = 0; request < count; request++)
        {
            var due = started + (long)(Stopwatch.Frequency * (((double)request * Connections) + number) / perSecond);
            var from = await UntilAsync(due);
            await socket.SendAsync(Request(number, request));
            var received = await socket.ReceiveAsync(answer);
            if (received < 12 || !answer.AsSpan(9, 3).SequenceEqual("202"u8))
            {
                throw new InvalidOperationException(Encoding.ASCII.GetString(answer, 0, received));
            }

            latencies[request] = Stopwatch.GetElapsedTime(from).TotalMilliseconds;
        }

        return latencies;
    }

    /// <returns>The instant latency counts from: when it was due if that is past, else when our own timer woke us.</returns>
    private static async Task<long> UntilAsync(long due)
    {
        var wait = TimeSpan.FromSeconds((double)(due - Stopwatch.GetTimestamp()) / Stopwatch.Frequency);
        if (wait <= TimeSpan.Zero)
        {
            return due;
        }

        await Task.Delay(wait);
        return Stopwatch.GetTimestamp();
    }

    private static byte[] Request(int connection, int number)
    {
        var body = $$"""{"visitorId":"steady{{connection:D4}}{{number % 500:D4}}","events":[{"id":"{{Guid.NewGuid():N}}","type":"page-view","url":"https://www.example.com/product/alpha"}]}""";
        return Encoding.ASCII.GetBytes($"POST /api/track HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\nContent-Length: {body.Length}\r\n\r\n{body}");
    }
}
