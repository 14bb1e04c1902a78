using System.Net;
using System.Text;
using System.Text.Json;
using LeadFunctions.Flow.Tests.Inbound;
using LeadFunctions.Http;
using LeadFunctions.Http.Auth;
using LeadFunctions.UseCases;
using LeadFunctions.UseCases.Ports;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LeadFunctions.Hosts.Tests.Support;

/// <summary>The surface on a real Kestrel at a loopback port, over an engine that shows what was kept.</summary>
public sealed class TestHost : IAsyncDisposable
{
    public static readonly IReadOnlyList<ApiKey> Keys =
    [
        new(Role.Admin, "admin", "key-admin"), new(Role.Manager, "mia", "key-manager"), new(Role.Rep, "anna", "key-rep"),
        new(Role.Rep, "ben", "key-other-rep"), new(Role.Service, "website", "key-service"),
    ];

    private readonly WebApplication _app;

    private TestHost(WebApplication app, RecordingEngine engine, FakeClock clock, ErrorLog log)
    {
        (_app, Engine, Clock, Log) = (app, engine, clock, log);
        Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = Address };
    }

    public required Surface Surface { get; init; }

    public RecordingEngine Engine { get; }

    public FakeClock Clock { get; }

    public ErrorLog Log { get; }

    public SignInTickets Tickets { get; private init; } = new();

    public Uri Address { get; }

    public HttpClient Client { get; }

    /// <param name="limits">Without any, how often something is called is not limited.</param>
    public static async Task<TestHost> StartAsync(LimitOptions? limits = null, IEmailSender? mail = null, MailFolder? folder = null)
    {
        limits ??= new LimitOptions().WithoutRates();
        var (engine, clock, log, tickets) = (new RecordingEngine(), new FakeClock(), new ErrorLog(), new SignInTickets());
        var surface = new Surface
        {
            Leads = engine,
            Queue = engine,
            Playbooks = TestPlaybook.Shelf,
            NewId = new NewId([.. Enumerable.Repeat((byte)7, 32)]),
            Authenticate = new ApiKeys(Keys).Authenticate,
            Keys = new ApiKeys(Keys),
            Tickets = tickets,
            Clock = clock,
            Log = log,
            Limits = limits,
            EmailWebhooks = Calls.Emails,
            FormWebhooks = Calls.Forms,
            Sender = mail,
            MailFolder = folder,
        };
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.UseLimits(limits);
            kestrel.Listen(IPAddress.Loopback, 0);
        });
        var app = builder.Build();
        app.MapLeadFunctions(surface);
        app.Run(http =>
        {
            http.Response.StatusCode = 404;
            return http.Response.WriteAsync("outside");
        });
        await app.StartAsync();
        return new TestHost(app, engine, clock, log) { Tickets = tickets, Surface = surface };
    }

    public Task<HttpResponseMessage> PostJsonAsync(string path, string json, params (string Name, string Value)[] headers) =>
        PostAsync(path, json, "application/json", headers);

    public Task<HttpResponseMessage> PostAsync(string path, string body, string contentType, params (string Name, string Value)[] headers) =>
        PostAsync(path, Encoding.UTF8.GetBytes(body), contentType, headers);

    public Task<HttpResponseMessage> PostAsync(string path, byte[] body, string? contentType, params (string Name, string Value)[] headers) =>
        SendAsync("POST", path, new ByteArrayContent(body), contentType, headers);

    public Task<HttpResponseMessage> GetAsync(string path, params (string Name, string Value)[] headers) => SendAsync("GET", path, null, null, headers);

    public async Task<HttpResponseMessage> SendAsync(string method, string path, HttpContent? body, string? contentType, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), Address + path) { Content = body };
        if (contentType is not null)
        {
            body!.Headers.TryAddWithoutValidation("Content-Type", contentType);
        }

        foreach (var (name, value) in headers)
        {
            Assert.True(request.Headers.TryAddWithoutValidation(name, value));
        }

        return await Client.SendAsync(request);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
        // Bad input is no error of ours, whatever the test was about.
        Assert.DoesNotContain(Log.Lines, line => !line.Contains("storage-fault", StringComparison.Ordinal));
    }
}

public static class Answers
{
    public static async Task<JsonElement> JsonAsync(this HttpResponseMessage response) =>
        JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;

    /// <summary>Every refusal is a problem of a known type, and tells nothing of what was sent or of what runs inside.</summary>
    public static async Task<JsonElement> ShouldBeProblemAsync(this HttpResponseMessage response, int status)
    {
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(status == (int)response.StatusCode, $"expected {status}, got {(int)response.StatusCode}: {text}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = JsonDocument.Parse(text).RootElement;
        Assert.StartsWith("urn:leadfunctions:problem:", problem.GetProperty("type").GetString(), StringComparison.Ordinal);
        Assert.NotEqual("", problem.GetProperty("title").GetString());
        Assert.Equal(status, problem.GetProperty("status").GetInt32());
        Assert.DoesNotContain("   at ", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", text, StringComparison.Ordinal);
        return problem;
    }
}
