using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace LeadFunctions.Flow.Tests.Providers;

/// <summary>A real HTTP server on a free loopback port that keeps what it was sent and answers as told.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private readonly WebApplication _server;

    private Receiver(WebApplication server) => _server = server;

    public ConcurrentQueue<Received> Requests { get; } = new();

    public string Url => _server.Urls.Single();

    public static Task<Receiver> AnsweringAsync(int status) => StartAsync(context =>
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    });

    public static Task<Receiver> AnsweringAsync(string json) => StartAsync(context => context.Response.WriteAsync(json));

    /// <summary>Takes the request and never says a word.</summary>
    public static Task<Receiver> SilentAsync() => StartAsync(context => Task.Delay(Timeout.Infinite, context.RequestAborted));

    /// <summary>Takes the request and hangs up.</summary>
    public static Task<Receiver> HangingUpAsync() => StartAsync(context =>
    {
        context.Abort();
        return Task.CompletedTask;
    });

    public static async Task<Receiver> StartAsync(Func<HttpContext, Task> answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = builder.Build();
        var receiver = new Receiver(server);
        server.Run(async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            var headers = context.Request.Headers.ToDictionary(header => header.Key.ToLowerInvariant(), header => header.Value.ToString());
            receiver.Requests.Enqueue(new(context.Request.Method, context.Request.Path + context.Request.QueryString, headers, body.ToArray()));
            await answer(context);
        });
        await server.StartAsync();
        return receiver;
    }

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource(TimeSpan.Zero);
        await _server.StopAsync(now.Token);
        await _server.DisposeAsync();
    }
}

internal sealed record Received(string Method, string Path, IReadOnlyDictionary<string, string> Headers, byte[] Body);
