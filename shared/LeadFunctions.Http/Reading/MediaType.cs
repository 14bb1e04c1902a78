using System.Net.Http.Headers;

namespace LeadFunctions.Http.Reading;

/// <summary>The kinds of body that are read. Anything that is not UTF-8 is none of them.</summary>
public enum BodyKind
{
    None,
    Json,
    Text,
    UrlEncoded,
    Multipart,
}

/// <summary>A Content-Type, read strictly.</summary>
public static class MediaType
{
    /// <returns>The kind, and the boundary of a multipart body.</returns>
    public static (BodyKind Kind, string? Boundary) Of(string? contentType)
    {
        // What browsers send, without taking it apart.
        if (contentType is "application/json" or "text/plain;charset=UTF-8")
        {
            return (contentType[0] == 'a' ? BodyKind.Json : BodyKind.Text, null);
        }

        if (!MediaTypeHeaderValue.TryParse(contentType, out var parsed) || !IsUtf8(parsed.CharSet))
        {
            return (BodyKind.None, null);
        }

        return parsed.MediaType?.ToLowerInvariant() switch
        {
            "application/json" => (BodyKind.Json, null),
            "text/plain" => (BodyKind.Text, null),
            "application/x-www-form-urlencoded" => (BodyKind.UrlEncoded, null),
            "multipart/form-data" => (BodyKind.Multipart, BoundaryOf(parsed)),
            _ => (BodyKind.None, null),
        };
    }

    public static bool IsUtf8(string? charset) =>
        charset is null
        || charset.Trim('"').Equals("utf-8", StringComparison.OrdinalIgnoreCase)
        || charset.Trim('"').Equals("us-ascii", StringComparison.OrdinalIgnoreCase);

    private static string? BoundaryOf(MediaTypeHeaderValue type)
    {
        var boundary = type.Parameters.FirstOrDefault(parameter => parameter.Name.Equals("boundary", StringComparison.OrdinalIgnoreCase))?.Value?.Trim('"');
        return boundary is { Length: >= 1 and <= 70 } && boundary.All(letter => letter is > ' ' and < '\x7f') ? boundary : null;
    }
}
