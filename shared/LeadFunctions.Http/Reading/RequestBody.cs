using System.Buffers;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http;

namespace LeadFunctions.Http.Reading;

/// <summary>Reads a whole body up to a limit, whether or not its length was announced.</summary>
public static class RequestBody
{
    public static readonly Problem TooLarge = new(ProblemKind.TooLarge, "The body is larger than this address takes.")
    {
        // What is left of the body is read a little further, so that the sender sees this answer, and then the connection ends.
        Header = new("Connection", "close"),
    };

    /// <summary>The body as it lies in the pipe; give it back with <c>AdvanceTo</c> when it has been parsed.</summary>
    /// <returns>Null when it is over the limit.</returns>
    public static async ValueTask<ReadOnlySequence<byte>?> PeekAsync(HttpContext http, int limit)
    {
        if (http.Request.ContentLength > limit)
        {
            return null;
        }

        var pipe = http.Request.BodyReader;
        while (true)
        {
            var read = await pipe.ReadAsync();
            if (read.Buffer.Length > limit)
            {
                pipe.AdvanceTo(read.Buffer.End);
                return null;
            }

            if (read.IsCompleted)
            {
                return read.Buffer;
            }

            pipe.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    /// <summary>The body as bytes of its own: valid UTF-8 without a byte order mark.</summary>
    public static async Task<Read<byte[]>> ReadAsync(HttpContext http, int limit, ProblemKind syntax)
    {
        if (http.Request.Headers.ContentEncoding.Count > 0)
        {
            return new Problem(ProblemKind.UnsupportedMediaType, "Compressed bodies are not taken.");
        }

        if (await PeekAsync(http, limit) is not { } body)
        {
            return TooLarge;
        }

        var bytes = body.ToArray();
        http.Request.BodyReader.AdvanceTo(body.End);
        return IsCleanUtf8(bytes) ? bytes : new Problem(syntax, "The body is not UTF-8, or begins with a byte order mark.");
    }

    public static bool IsCleanUtf8(ReadOnlySpan<byte> bytes) => Utf8.IsValid(bytes) && !bytes.StartsWith("\uFEFF"u8);
}
