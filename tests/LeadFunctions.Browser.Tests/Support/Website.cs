using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace LeadFunctions.Browser.Tests.Support;

/// <summary>A company's website, on an origin of its own. It also takes a form of its own, as websites do.</summary>
public sealed class Website : IAsyncDisposable
{
    private readonly WebApplication _app;

    public Website()
    {
        Origin = "http://127.0.0.1:" + FreePort();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.Urls.Add(Origin);
        _app.MapPost("/own-form", async (HttpRequest request) => Results.Text("own:" + (await request.ReadFormAsync())["email"], "text/html"));
        _app.MapGet("/{**path}", () => Results.Text(Page, "text/html; charset=utf-8"));
    }

    public string Origin { get; }

    /// <summary>What every address of it shows.</summary>
    public string Page { get; set; } = "";

    public Task StartAsync() => _app.StartAsync();

    /// <summary>A page with the snippet, as the README says to include it.</summary>
    public static string With(string api, string body = "", string options = "") => $"""
        <!doctype html><html lang="en"><head><meta charset="utf-8"><title>Acme</title><link rel="icon" href="data:,">
        <script>window.leads=window.leads||function()<<(leads.q=leads.q||[]).push(arguments)>></script>
        <script async src="{api}t.js" {options}></script>
        </head><body>{body}</body></html>
        """.Replace("<<", "{", StringComparison.Ordinal).Replace(">>", "}", StringComparison.Ordinal);

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
