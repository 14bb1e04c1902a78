using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LeadFunctions.Cloud.Tests.Support;

/// <summary>
/// Stands in for the Functions host: finds the functions by their attributes and calls them as it does. HTTP by route and method on a real Kestrel, function
/// keys checked at the door; queues in batches of a session or message by message, redelivered when a call settles nothing; timers by name. It is not the host:
/// no gRPC, no scaling, no real bus.
/// </summary>
public sealed class FunctionsHost : IAsyncDisposable
{
    public const string Key = "the-function-key";

    private readonly WebApplication _app;

    private FunctionsHost(WebApplication app, CloudWorld world)
    {
        (_app, World) = (app, world);
        Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
        {
            BaseAddress = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()),
        };
    }

    public CloudWorld World { get; }

    public HttpClient Client { get; }

    /// <summary>Calls of queue triggers so far.</summary>
    public int Executions { get; private set; }

    /// <summary>May act on a call of a queue trigger before it runs: take away its lock, end it.</summary>
    public Func<string, Delivery, bool> BeforeCall { get; set; } = static (_, _) => true;

    /// <summary>Whether a call comes with what stands in the braces of its route; a worker behind a host that does not say it can still read it off the request.</summary>
    public bool TellsRouteValues { get; set; } = true;

    public static async Task<FunctionsHost> StartAsync(params (string Name, string Value)[] settings)
    {
        var world = new CloudWorld([("Limits:Off", "true"), .. settings]);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddRouting();
        var app = builder.Build();
        FunctionsHost? host = null;
        foreach (var trigger in Trigger.All.Where(trigger => trigger.Http is not null))
        {
            app.MapMethods("/api/" + trigger.Http!.Route, trigger.Http.Methods!.Select(method => method.ToUpperInvariant()), http => CallAsync(world, trigger, http, host!.TellsRouteValues));
        }

        await app.StartAsync();
        return host = new FunctionsHost(app, world);
    }

    /// <summary>Delivers what is due until nothing is.</summary>
    public async Task DrainAsync(int most = 5_000)
    {
        var queues = Trigger.All.Where(trigger => trigger.Queue is not null).ToList();
        for (var moved = true; moved;)
        {
            moved = false;
            foreach (var trigger in queues)
            {
                for (; World.Bus.Take(trigger.Queue!.QueueName!, 100) is { } delivery; moved = true)
                {
                    Assert.True(Executions++ < most, "the queues do not come to rest");
                    await DeliverAsync(trigger, delivery);
                }
            }
        }
    }

    public Task FireAsync(string timer)
    {
        var trigger = Trigger.All.Single(trigger => trigger.Timer is not null && trigger.Name == timer);
        return (Task)trigger.Method.Invoke(World.Trigger(trigger.Method.DeclaringType!), [new TimerInfo(), CancellationToken.None])!;
    }

    /// <summary>A client with the token it got for the function key.</summary>
    public async Task<HttpClient> ProgramAsync()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/service-token?name=crm") { Headers = { { "x-functions-key", Key } } };
        var token = (await (await Client.SendAsync(request)).Content.ReadFromJsonAsync<JsonElement>()).GetProperty("token").GetString()!;
        return new HttpClient { BaseAddress = Client.BaseAddress, DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", token) } };
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
        await World.DisposeAsync();
    }

    private async Task DeliverAsync(Trigger trigger, Delivery delivery)
    {
        try
        {
            if (!BeforeCall(trigger.Name, delivery))
            {
                return;
            }

            object messages = trigger.Queue!.IsBatched ? delivery.Messages : Assert.Single(delivery.Messages);
            await (Task)trigger.Method.Invoke(World.Trigger(trigger.Method.DeclaringType!), [messages, delivery, CancellationToken.None])!;
        }
        catch (TargetInvocationException failed)
        {
            throw failed.InnerException!;
        }
        finally
        {
            delivery.Release();
        }
    }

    private static async Task CallAsync(CloudWorld world, Trigger trigger, HttpContext http, bool tells)
    {
        if (trigger.Http!.AuthLevel == AuthorizationLevel.Function && http.Request.Headers["x-functions-key"] != Key)
        {
            http.Response.StatusCode = 401;
            return;
        }

        var arguments = trigger.Method.GetParameters().Select(parameter => parameter.ParameterType == typeof(HttpRequest) ? (object?)http.Request : tells ? http.GetRouteValue(parameter.Name!) as string : null);
        var called = trigger.Method.Invoke(world.Trigger(trigger.Method.DeclaringType!), [.. arguments])!;
        await (called is Task<IResult> later ? await later : (IResult)called).ExecuteAsync(http);
    }
}
