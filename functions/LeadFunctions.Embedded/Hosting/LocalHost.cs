using LeadFunctions.Embedded.Verbs;
using LeadFunctions.Http.Auth;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace LeadFunctions.Embedded.Hosting;

/// <summary>A host for one command: on a free loopback port, running the chain until everything waiting is done.</summary>
public sealed class LocalHost(EmbeddedApp app) : IAsyncDisposable
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);

    public EmbeddedApp App => app;

    public HttpClient Client { get; } = new() { BaseAddress = new Uri(app.Web.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()) };

    public static Task<LocalHost> StartAsync(RunOptions options, CancellationToken ct) => StartAsync(options, TimeProvider.System, ct);

    public static async Task<LocalHost> StartAsync(RunOptions options, TimeProvider clock, CancellationToken ct)
    {
        var app = await EmbeddedHost.OpenAsync(options with { Urls = "http://127.0.0.1:0", OwnTraffic = true, Quiet = true }, clock, ct: ct);
        await app.Web.StartAsync(ct);
        var host = new LocalHost(app);
        host.Client.DefaultRequestHeaders.Authorization = new("Bearer", AdminKey(app.Keys));
        return host;
    }

    /// <summary>Waits until no message waits or runs (scheduled ones do not count).</summary>
    /// <param name="tell">Called now and then with how many still wait.</param>
    public async Task DrainAsync(Action<long>? tell, CancellationToken ct)
    {
        for (; ; )
        {
            var waiting = (await app.Engine.Queue.FiguresAsync(ct)).Sum(step => step.Waiting + step.InFlight);
            tell?.Invoke(waiting);
            if (waiting == 0)
            {
                return;
            }

            await Task.Delay(Poll, TimeProvider.System, ct);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await app.Web.StopAsync();
        await app.DisposeAsync();
    }

    private static string AdminKey(IReadOnlyList<ApiKey> keys) =>
        keys.FirstOrDefault(key => key.Role == Role.Admin)?.Key ?? throw new SetupException("keys.json has no admin key.");
}
