using Microsoft.AspNetCore.Http;

namespace LeadFunctions.Http.Reading;

/// <summary>The inputs of a form post, however they were sent: JSON, JSON as text/plain (to escape the preflight), urlencoded or multipart.</summary>
public static class FormBody
{
    public static async Task<Read<Inputs>> ReadAsync(HttpContext http, LimitOptions limits)
    {
        var (kind, boundary) = MediaType.Of(http.Request.ContentType);
        if (kind == BodyKind.None)
        {
            return Unsupported;
        }

        var syntax = kind is BodyKind.Json or BodyKind.Text ? ProblemKind.InvalidJson : ProblemKind.InvalidForm;
        var read = await RequestBody.ReadAsync(http, limits.FormBody, syntax);
        if (read.Value is not { } body)
        {
            return read.Problem!;
        }

        return kind switch
        {
            BodyKind.Json => FlatJson.Read(body, limits),
            BodyKind.Text => LooksLikeJson(body) ? FlatJson.Read(body, limits) : Unsupported,
            // What `curl -d '{…}'` sends when nobody names the type.
            BodyKind.UrlEncoded when LooksLikeJson(body) => FlatJson.Read(body, limits),
            BodyKind.Multipart => Multipart.Read(body, boundary, limits),
            _ => UrlEncoded.Read(body, limits, ProblemKind.InvalidForm),
        };
    }

    private static bool LooksLikeJson(ReadOnlySpan<byte> body) => body.TrimStart(" \t\r\n"u8).StartsWith("{"u8);

    private static readonly Problem Unsupported =
        new(ProblemKind.UnsupportedMediaType, "Send JSON, urlencoded or multipart/form-data, in UTF-8.");
}
