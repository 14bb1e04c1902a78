using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace LeadFunctions.Http;

/// <summary>Puts the surface into an ASP.NET Core host.</summary>
public static class MapLeadFunctionsExtensions
{
    /// <summary>Answers everything under <c>/api</c>; the rest goes on. Ahead of ASP.NET's own routing, which costs a beacon more than reading it does.</summary>
    public static IApplicationBuilder MapLeadFunctions(this IApplicationBuilder app, Surface surface) =>
        app.Use(next => http => http.Request.Path.StartsWithSegments("/api") ? Dispatch.HandleAsync(surface, http) : next(http));

    /// <summary>
    /// Requests run on the threads that read the sockets, without a hop to the pool: a beacon takes microseconds and never blocks.
    /// <see cref="Dispatch"/> sends every other route to the pool itself.
    /// </summary>
    public static void UseLeanSockets(this IWebHostBuilder host) => host.UseSockets(sockets => sockets.UnsafePreferInlineScheduling = true);

    /// <summary>The server's own limits (reliability.md section 4): line 8 kB, headers 32 kB and 100 of them, 10 s to send them, 240 B/s.</summary>
    public static void UseLimits(this KestrelServerOptions kestrel, LimitOptions limits)
    {
        kestrel.AddServerHeader = false;
        // HTTP/2 on one machine buys nothing and brings rapid reset.
        kestrel.ConfigureEndpointDefaults(endpoint => endpoint.Protocols = HttpProtocols.Http1);
        kestrel.Limits.MaxConcurrentConnections = limits.Connections;
        kestrel.Limits.MaxRequestBodySize = limits.AdminBody;
        kestrel.Limits.MaxRequestLineSize = 8_192;
        kestrel.Limits.MaxRequestHeadersTotalSize = 32_768;
        kestrel.Limits.MaxRequestHeaderCount = 100;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        kestrel.Limits.KeepAliveTimeout = TimeSpan.FromSeconds(60);
        kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(240, TimeSpan.FromSeconds(5));
        kestrel.Limits.MinResponseDataRate = new MinDataRate(240, TimeSpan.FromSeconds(5));
    }
}
