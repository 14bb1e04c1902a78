using System.Net;
using Microsoft.AspNetCore.Http;

namespace LeadFunctions.Http.Limits;

/// <summary>Who is at the other end. X-Forwarded-For counts only as far as it was written by proxies we trust: from the right, the first address that is not one.</summary>
public static class Peer
{
    public static IPAddress? Of(HttpContext http, LimitOptions limits)
    {
        var peer = http.Connection.RemoteIpAddress;
        if (limits.TrustedProxies.Count == 0 || peer is null || !IsTrusted(peer, limits))
        {
            return peer;
        }

        var hops = http.Request.Headers["X-Forwarded-For"].ToString().Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        for (var i = hops.Length - 1; i >= 0 && IPAddress.TryParse(hops[i], out var hop); i--)
        {
            peer = hop;
            if (!IsTrusted(hop, limits))
            {
                break;
            }
        }

        return peer;
    }

    private static bool IsTrusted(IPAddress address, LimitOptions limits)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return limits.TrustedProxies.Any(network => network.Contains(plain));
    }
}
