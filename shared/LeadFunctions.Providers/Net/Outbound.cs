using System.Net;
using System.Net.Sockets;

namespace LeadFunctions.Providers.Net;

/// <summary>
/// HTTP to addresses that the configuration names: no redirects, no proxy, no cookies, and connected only to an address that was looked at,
/// so that a name cannot point inside between the check and the call.
/// </summary>
public static class Outbound
{
    /// <summary>What is read of an answer at most.</summary>
    public const int MaxAnswer = 64 * 1024;

    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    /// <param name="allowPrivate">Also reach loopback and private addresses: for developing, and for a service on the same machine.</param>
    public static HttpClient Client(bool allowPrivate) => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        ConnectTimeout = Timeout,
        MaxResponseHeadersLength = 16,
        MaxResponseDrainSize = MaxAnswer,
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        ConnectCallback = (context, ct) => ConnectAsync(context.DnsEndPoint, allowPrivate, ct),
    })
    {
        Timeout = System.Threading.Timeout.InfiniteTimeSpan,
    };

    /// <summary>Https; or http to this machine, when private addresses are allowed.</summary>
    /// <returns>What is wrong with the URL, or null.</returns>
    public static string? WhyNot(string url, bool allowPrivate) =>
        !Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") ? "it is not an http or https URL"
        : uri.UserInfo.Length > 0 ? "it has a user name or password in it"
        : uri.Scheme == Uri.UriSchemeHttp && !(allowPrivate && uri.IsLoopback) ? "it is not https"
        : null;

    private static async ValueTask<Stream> ConnectAsync(DnsEndPoint to, bool allowPrivate, CancellationToken ct)
    {
        var all = await Dns.GetHostAddressesAsync(to.Host, ct);
        var allowed = Array.FindAll(all, address => allowPrivate || PublicAddress.Is(address));
        if (allowed.Length == 0)
        {
            throw new AddressRefusedException(to.Host);
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, to.Port, ct);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

/// <summary>A name that leads to no public address.</summary>
public sealed class AddressRefusedException(string host) : Exception($"{host} is not a public address");
