using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace LeadFunctions.Flow.Tests.Providers;

/// <summary>A mail server that says what it is told to, one answer after each line (after <c>DATA</c>'s yes: after the text), and then hangs up.</summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Task _serving;

    public ScriptedServer(IReadOnlyList<string> answers)
    {
        _listener.Start();
        _serving = ServeAsync(answers);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public ConcurrentQueue<string> Heard { get; } = new();

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _serving.WaitAsync(TimeSpan.FromSeconds(30));
        _listener.Dispose();
    }

    private async Task ServeAsync(IReadOnlyList<string> answers)
    {
        try
        {
            using var client = await _listener.AcceptTcpClientAsync();
            using var reader = new StreamReader(client.GetStream());
            await using var writer = new StreamWriter(client.GetStream()) { NewLine = "\r\n", AutoFlush = true };
            foreach (var answer in answers)
            {
                await writer.WriteLineAsync(answer);
                await HearAsync(reader, isText: answer.StartsWith("354", StringComparison.Ordinal) && answer != answers[^1]);
            }
        }
        catch (Exception gone) when (gone is IOException or SocketException or ObjectDisposedException)
        {
            // The other side had enough.
        }
    }

    private async Task HearAsync(StreamReader reader, bool isText)
    {
        string? line;
        do
        {
            line = await reader.ReadLineAsync();
            Heard.Enqueue(line ?? "");
        }
        while (isText && line is not (null or "."));
    }
}
