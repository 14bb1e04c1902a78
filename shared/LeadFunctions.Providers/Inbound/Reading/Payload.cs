using System.Text.Json;

namespace LeadFunctions.Providers.Inbound.Reading;

/// <summary>JSON as providers really send it: a byte order mark, trailing commas and comments are forgiven, a repeated member counts the last time.</summary>
internal static class Payload
{
    private const int Deepest = 32;
    private const int LongestRaw = 4_000;

    private static readonly JsonDocumentOptions Forgiving =
        new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, MaxDepth = Deepest };

    /// <returns>Null when it is not JSON, or nested deeper than any provider nests.</returns>
    public static JsonElement? Parse(ReadOnlyMemory<byte> body)
    {
        var text = body.Span.StartsWith("\uFEFF"u8) ? body[3..] : body;
        try
        {
            using var document = JsonDocument.Parse(text, Forgiving);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static JsonElement? Parse(string text) => Parse(System.Text.Encoding.UTF8.GetBytes(text));

    /// <summary>An event as it came, cut.</summary>
    public static string Raw(JsonElement told) => told.GetRawText() is var raw && raw.Length > LongestRaw ? raw[..LongestRaw] : raw;
}
