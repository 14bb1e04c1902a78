using System.Net.Sockets;
using System.Text;

namespace LeadFunctions.Hosts.Tests.Support;

/// <summary>Bytes on a socket, as no well-meaning client would send them.</summary>
public static class RawHttp
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    /// <param name="text">Latin-1; sent as it is.</param>
    /// <returns>Everything that came back until the server closed the connection, and whether it did.</returns>
    public static async Task<(string Answer, bool Closed)> SendAsync(TestHost host, string text, TimeSpan? patience = null)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(host.Address.Host, host.Address.Port);
        var stream = client.GetStream();
        using var timeout = new CancellationTokenSource(patience ?? Patience);
        var answer = new StringBuilder();
        try
        {
            await stream.WriteAsync(Encoding.Latin1.GetBytes(text), timeout.Token);
        }
        catch (IOException)
        {
            // Closed while we were still sending; what it said first is what counts.
        }

        var buffer = new byte[16_384];
        try
        {
            for (int read; (read = await stream.ReadAsync(buffer, timeout.Token)) > 0;)
            {
                answer.Append(Encoding.Latin1.GetString(buffer, 0, read));
            }

            return (answer.ToString(), true);
        }
        catch (IOException)
        {
            return (answer.ToString(), true);
        }
        catch (OperationCanceledException)
        {
            return (answer.ToString(), false);
        }
    }

    /// <summary>The status codes of all answers on the connection.</summary>
    public static int[] Statuses(string answer) =>
        [.. answer.Split("HTTP/1.1 ").Skip(1).Select(part => int.Parse(part.AsSpan(0, 3), System.Globalization.CultureInfo.InvariantCulture))];
}
