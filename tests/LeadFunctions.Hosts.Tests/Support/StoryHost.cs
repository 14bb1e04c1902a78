using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using LeadFunctions.Embedded.Hosting;
using LeadFunctions.Embedded.Verbs;
using LeadFunctions.UseCases.Playbooks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LeadFunctions.Hosts.Tests.Support;

/// <summary>The embedded host as a company runs it, with chat channels that are a real HTTP receiver here, and mail as files.</summary>
public sealed class StoryHost : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly string _folder = Directory.CreateTempSubdirectory("leadfunctions-").FullName;
    private readonly ConcurrentQueue<(string Channel, JsonElement Message)> _posted = new();
    private WebApplication _receiver = null!;
    private EmbeddedApp _app = null!;

    private HttpClient Client { get; set; } = null!;

    /// <summary>What the chat channels got, in order.</summary>
    public IReadOnlyList<JsonElement> Posted(string channel) => [.. _posted.Where(one => one.Channel == channel).Select(one => one.Message)];

    public IReadOnlyList<string> Mails => [.. Directory.EnumerateFiles(_folder, "*.eml", SearchOption.AllDirectories).Select(File.ReadAllText)];

    public async Task InitializeAsync()
    {
        _receiver = await ReceiverAsync();
        var receiver = AddressOf(_receiver.Services);
        Environment.SetEnvironmentVariable("LEADFUNCTIONS_Notify__Slack__Url", receiver + "/slack");
        Environment.SetEnvironmentVariable("LEADFUNCTIONS_Notify__Teams__Url", receiver + "/teams");
        Environment.SetEnvironmentVariable("LEADFUNCTIONS_Outbound__AllowPrivate", "true");
        var playbook = Path.Combine(_folder, "playbook.yaml");
        await File.WriteAllTextAsync(playbook, ShippedPlaybooks.Text("b2b")!.Replace("channels: [console, file]", "channels: [slack, teams, email]", StringComparison.Ordinal));
        _app = await EmbeddedHost.OpenAsync(new RunOptions("http://127.0.0.1:0", Path.Combine(_folder, "data"), playbook) { OwnTraffic = true, Quiet = true }, TimeProvider.System);
        await _app.Web.StartAsync();
        Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(AddressOf(_app.Web.Services)) };
    }

    /// <param name="who">A person's id, or <c>admin</c>; null is the public.</param>
    public async Task<(int Status, JsonElement Body)> CallAsync(string method, string path, string? body = null, string? who = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), "/api/" + path);
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        request.Headers.Authorization = who is null ? null : new("Bearer", _app.Keys.First(key => key.Name == who).Key);
        using var answer = await Client.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return ((int)answer.StatusCode, text.StartsWith('{') ? JsonDocument.Parse(text).RootElement : default);
    }

    /// <summary>The lead once something is so.</summary>
    public async Task<JsonElement> LeadAsync(string id, Func<JsonElement, bool> isSo)
    {
        for (var until = DateTime.UtcNow + Patience; ;)
        {
            var (status, lead) = await CallAsync("GET", "leads/" + id, who: "admin");
            if (status == 200 && isSo(lead))
            {
                return lead;
            }

            Assert.True(DateTime.UtcNow < until, status == 200 ? lead.GetRawText() : $"{status}");
            await Task.Delay(20);
        }
    }

    public async Task DisposeAsync()
    {
        Client.Dispose();
        await _app.Web.StopAsync();
        await _app.DisposeAsync();
        await _receiver.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<WebApplication> ReceiverAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var receiver = builder.Build();
        receiver.Urls.Add("http://127.0.0.1:0");
        receiver.MapPost("/{channel}", async (string channel, HttpRequest request) =>
        {
            _posted.Enqueue((channel, (await JsonDocument.ParseAsync(request.Body)).RootElement));
            return channel == "teams" ? Results.StatusCode(202) : Results.Text("ok");
        });
        await receiver.StartAsync();
        return receiver;
    }

    private static string AddressOf(IServiceProvider services) => services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
}
