using System.Buffers;
using LeadFunctions.Http.Reading;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace LeadFunctions.Http.Webhooks;

/// <summary>A webhook's body exactly as it came: signatures are over these bytes, a byte order mark and the last line end included.</summary>
public static class RawBody
{
    public static async Task<Read<byte[]>> ReadAsync(HttpContext http, int limit)
    {
        if (http.Request.Headers.ContentEncoding.Count > 0)
        {
            return new Problem(ProblemKind.UnsupportedMediaType, "Compressed bodies are not taken.");
        }

        // Providers send batches that are larger than anything else here may be. Twice as much goes through the server, so that a sender of somewhat too much
        // still sees why it was refused.
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } server)
        {
            server.MaxRequestBodySize = 2L * limit;
        }

        if (await RequestBody.PeekAsync(http, limit) is not { } body)
        {
            return RequestBody.TooLarge;
        }

        var bytes = body.ToArray();
        http.Request.BodyReader.AdvanceTo(body.End);
        return bytes;
    }
}
