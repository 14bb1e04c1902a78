using System.Buffers;
using System.Text.Json;
using LeadFunctions.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace LeadFunctions.Bench.Ingest;

/// <summary>The reference: Kestrel with the same limits reads and parses the same body and answers 202; nothing is kept.</summary>
public static class ParseOnly
{
    private static readonly byte[] Answer = "{\"accepted\":1,\"rejected\":[]}"u8.ToArray();

    public static WebApplication Build(int port, bool lean)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.UseLimits(new LimitOptions()));
        if (lean)
        {
            builder.WebHost.UseLeanSockets();
        }

        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        var app = builder.Build();
        app.Run(HandleAsync);
        return app;
    }

    private static async Task HandleAsync(HttpContext http)
    {
        var reader = http.Request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync();
            if (read.IsCompleted)
            {
                Parse(read.Buffer);
                reader.AdvanceTo(read.Buffer.End);
                break;
            }

            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }

        http.Response.StatusCode = 202;
        http.Response.ContentType = "application/json";
        http.Response.ContentLength = Answer.Length;
        await http.Response.Body.WriteAsync(Answer);
    }

    private static void Parse(in ReadOnlySequence<byte> body)
    {
        var json = new Utf8JsonReader(body);
        while (json.Read())
        {
        }
    }
}
