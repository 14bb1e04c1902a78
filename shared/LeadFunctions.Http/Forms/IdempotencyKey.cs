using Microsoft.AspNetCore.Http;

namespace LeadFunctions.Http.Forms;

/// <summary>The Idempotency-Key header: 1 to 255 visible ASCII characters, with or without the quotes that the draft asks for.</summary>
public static class IdempotencyKey
{
    private const int Longest = 255;

    /// <returns>The key, an empty text when there is none, or why it is not valid.</returns>
    public static Read<string> Of(HttpRequest request)
    {
        var header = request.Headers["Idempotency-Key"];
        if (header.Count == 0)
        {
            return "";
        }

        var key = header.Count == 1 ? header[0] ?? "" : "";
        if (key.Length >= 2 && key[0] == '"' && key[^1] == '"')
        {
            key = key[1..^1];
        }

        return key.Length is >= 1 and <= Longest && key.All(letter => letter is > ' ' and < '\x7f' and not '"')
            ? key
            : new Problem(ProblemKind.InvalidIdempotencyKey, "One key of 1 to 255 visible ASCII characters is expected.");
    }
}
