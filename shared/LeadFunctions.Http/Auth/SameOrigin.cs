using Microsoft.AspNetCore.Http;

namespace LeadFunctions.Http.Auth;

/// <summary>Whether a request was made by a page of ours. Browsers say so in headers that scripts cannot set; other programs say nothing.</summary>
public static class SameOrigin
{
    /// <returns>Null when the request does not say.</returns>
    public static bool? Of(HttpRequest request)
    {
        var site = request.Headers["Sec-Fetch-Site"];
        if (site.Count > 0)
        {
            return site == "same-origin";
        }

        var origin = request.Headers.Origin;
        return origin.Count == 0 ? null
            : Uri.TryCreate(origin.ToString(), UriKind.Absolute, out var uri) && uri.Authority.Equals(request.Host.Value, StringComparison.OrdinalIgnoreCase);
    }
}
