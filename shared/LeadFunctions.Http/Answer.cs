using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace LeadFunctions.Http;

/// <summary>A whole answer: status, type, bytes and a few headers. Both hosts can return it.</summary>
public sealed record Answer(int Status, string? ContentType, ReadOnlyMemory<byte> Body) : IResult
{
    public const string JsonType = "application/json; charset=utf-8";

    /// <summary>Of the API's answers nothing is cached; pages that may be, say so.</summary>
    public string CacheControl { get; init; } = "no-store";

    /// <summary>Writes the body as it is read, instead of <see cref="Body"/>; of unknown length.</summary>
    public Func<Stream, CancellationToken, Task>? Write { get; init; }

    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    public static Answer Empty(int status) => new(status, null, default);

    public static Answer Json(int status, Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            write(writer);
        }

        return new Answer(status, JsonType, buffer.WrittenMemory);
    }

    public Answer With(string header, string value) => this with { Headers = [.. Headers, new(header, value)] };

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = Status;
        var headers = response.Headers;
        headers.CacheControl = CacheControl;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        for (var i = 0; i < Headers.Count; i++)
        {
            headers[Headers[i].Key] = Headers[i].Value;
        }

        if (Status is 204 or 304)
        {
            return Task.CompletedTask;
        }

        if (Write is not null)
        {
            headers.ContentType = ContentType;
            return HttpMethods.IsHead(httpContext.Request.Method) ? Task.CompletedTask : Write(response.Body, httpContext.RequestAborted);
        }

        headers.ContentLength = Body.Length;
        headers.ContentType = ContentType;
        // One write with the headers, one flush.
        return HttpMethods.IsHead(httpContext.Request.Method) || Body.Length == 0 ? Task.CompletedTask : response.BodyWriter.WriteAsync(Body).AsTask();
    }
}
