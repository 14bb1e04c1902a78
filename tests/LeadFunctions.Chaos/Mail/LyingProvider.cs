using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace LeadFunctions.Chaos.Mail;

/// <summary>
/// A provider of mail as they are on a bad day: takes a mail on and says so, or takes it on and breaks the line, answers 500 or says nothing, or refuses it
/// for now. What it took on is its own book, by the effect that the mail carries; it outlives the host.
/// </summary>
public sealed class LyingProvider : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _over = new();
    private readonly Random _random;

    public LyingProvider(int seed)
    {
        _random = new Random(seed);
        _listener.Start();
        _ = AcceptAsync();
    }

    public string Url => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/email";

    /// <summary>How often each mail was taken on.</summary>
    public ConcurrentDictionary<string, int> Taken { get; } = new();

    /// <summary>What it did, and how often.</summary>
    public ConcurrentDictionary<string, int> Moods { get; } = new();

    /// <summary>From now on it does as it says.</summary>
    public bool Honest { get; set; }

    public void Dispose()
    {
        _over.Cancel();
        _listener.Dispose();
        _over.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_over.IsCancellationRequested)
        {
            try
            {
                _ = AnswerAsync(await _listener.AcceptTcpClientAsync(_over.Token));
            }
            catch (Exception closed) when (closed is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                await OneAsync(client.GetStream());
            }
            catch (Exception gone) when (gone is IOException or OperationCanceledException or SocketException or JsonException)
            {
                // The host was killed in the middle.
            }
        }
    }

    private async Task OneAsync(NetworkStream stream)
    {
        if (await ReadAsync(stream) is not { } body)
        {
            return;
        }

        using var mail = JsonDocument.Parse(body);
        var effect = mail.RootElement.GetProperty("Metadata").GetProperty("effect").GetString()!;
        var mood = Honest ? "answers" : Draw();
        Moods.AddOrUpdate(mood, 1, (_, known) => known + 1);
        if (mood != "refuses")
        {
            Taken.AddOrUpdate(effect, 1, (_, known) => known + 1);
        }

        switch (mood)
        {
            case "answers":
                await Task.Delay(Honest ? 0 : Next(30), _over.Token);
                await SayAsync(stream, "200 OK", $$"""{"MessageID":"{{effect}}"}""");
                break;
            case "answers 500":
                await SayAsync(stream, "500 Internal Server Error", "{}");
                break;
            case "refuses":
                await SayAsync(stream, "503 Service Unavailable", "{}");
                break;
            case "is silent":
                await Task.Delay(TimeSpan.FromSeconds(12), _over.Token);
                break;
        }
    }

    private string Draw() => Next(20) switch { < 11 => "answers", < 14 => "breaks the line", < 16 => "answers 500", < 19 => "refuses", _ => "is silent" };

    private int Next(int below)
    {
        lock (_random)
        {
            return _random.Next(below);
        }
    }

    /// <summary>The whole body, or null when the line broke first: then nothing was taken on.</summary>
    private async Task<byte[]?> ReadAsync(NetworkStream stream)
    {
        var (bytes, buffer) = (new List<byte>(), new byte[16_384]);
        for (int read; (read = await stream.ReadAsync(buffer, _over.Token)) > 0;)
        {
            bytes.AddRange(buffer.AsSpan(0, read));
            var text = Encoding.Latin1.GetString([.. bytes]);
            var head = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (head >= 0 && LengthIn(text[..head]) is var length && bytes.Count >= head + 4 + length)
            {
                return [.. bytes.Skip(head + 4).Take(length)];
            }
        }

        return null;
    }

    private static int LengthIn(string head) =>
        head.Split("\r\n").Select(line => line.Split(':', 2)).Where(parts => parts[0].Equals("content-length", StringComparison.OrdinalIgnoreCase)).Select(parts => int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture)).Single();

    private static async Task SayAsync(NetworkStream stream, string status, string body) =>
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}"));
}
