using System.Collections.Frozen;
using Microsoft.AspNetCore.Http;

namespace LeadFunctions.Http;

/// <summary>
/// Cross-origin rules: an exact origin from the list gets the headers, on errors too; credentials are never allowed, so no cookie ever comes along.
/// A named foreign origin is refused. <c>null</c> (no-referrer pages, sandboxed frames) says nothing about who it is: it gets no headers and is treated like a
/// request without an origin, as a plain form post needs no CORS.
/// </summary>
public static class Cors
{
    private static readonly Problem Foreign =
        new(ProblemKind.OriginNotAllowed, "The playbook's origins do not name this website.");

    /// <summary>Writes the headers an allowed origin needs.</summary>
    /// <returns>Why the request is refused, or null.</returns>
    public static Problem? Apply(HttpContext http, FrozenSet<string> origins)
    {
        var origin = http.Request.Headers.Origin;
        if (origin.Count == 0)
        {
            return null;
        }

        http.Response.Headers.Vary = "Origin";
        if (origin.Count == 1 && origin[0] is { } one && origins.Contains(one))
        {
            http.Response.Headers.AccessControlAllowOrigin = one;
            return null;
        }

        return origin is ["null"] || IsSame(http.Request, origin.ToString()) ? null : Foreign;
    }

    /// <summary>Answers a preflight; without the headers of <see cref="Apply"/> it means no.</summary>
    public static Answer Preflight(HttpContext http, string methods)
    {
        var answer = Answer.Empty(StatusCodes.Status204NoContent).With("Allow", methods);
        return http.Response.Headers.AccessControlAllowOrigin.Count == 0
            ? answer
            : answer
                .With("Access-Control-Allow-Methods", methods)
                .With("Access-Control-Allow-Headers", "content-type, idempotency-key")
                .With("Access-Control-Max-Age", "7200");
    }

    // Our own pages: the demo site, a hosted form. By host only: behind a proxy that ends TLS the scheme we see is not the browser's.
    private static bool IsSame(HttpRequest request, string origin)
    {
        var host = origin.IndexOf("://", StringComparison.Ordinal);
        return host > 0 && request.Host.Value is { Length: > 0 } own && origin.AsSpan(host + 3).Equals(own, StringComparison.OrdinalIgnoreCase);
    }
}
