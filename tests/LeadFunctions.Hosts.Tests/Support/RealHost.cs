using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using LeadFunctions.Domain.Playbooks;
using LeadFunctions.Embedded.Hosting;
using LeadFunctions.Embedded.Verbs;
using LeadFunctions.Http.Auth;
using LeadFunctions.UseCases;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace LeadFunctions.Hosts.Tests.Support;

/// <summary>The embedded host as it is served: Kestrel, the chain, one SQLite file in a folder of its own.</summary>
public sealed class RealHost : IAsyncLifetime, IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private readonly string _folder = Directory.CreateTempSubdirectory("leadfunctions-").FullName;
    private string _playbook = "b2b";
    private EmbeddedApp _app = null!;

    public HttpClient Client { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        _app = await EmbeddedHost.OpenAsync(new RunOptions("http://127.0.0.1:0", _folder, _playbook) { OwnTraffic = true, Quiet = true }, TimeProvider.System);
        await _app.Web.StartAsync();
        var address = _app.Web.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, MaxConnectionsPerServer = 256 }) { BaseAddress = new Uri(address) };
    }

    /// <param name="playbook">A file.</param>
    public static async Task<RealHost> StartAsync(string playbook = "b2b")
    {
        var host = new RealHost { _playbook = playbook };
        await host.InitializeAsync();
        return host;
    }

    public NewId Ids => _app.Ids;

    public Playbook Playbook => _app.Playbook;

    /// <summary>What people found in their folder.</summary>
    public IEnumerable<JsonElement> Outbox() =>
        Directory.GetFiles(Path.Combine(_folder, "outbox", "notifications"), "*.json", SearchOption.AllDirectories).Select(file => JsonDocument.Parse(File.ReadAllText(file)).RootElement);

    public string KeyOf(Role role) => _app.Keys.First(key => key.Role == role).Key;

    public async Task<HttpResponseMessage> PostAsync(string path, string body, string contentType)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        return await Client.PostAsync(new Uri(path, UriKind.Relative), content);
    }

    public async Task<HttpResponseMessage> GetAsync(string path, Role role)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new("Bearer", KeyOf(role));
        return await Client.SendAsync(request);
    }

    public async Task<HttpResponseMessage> PostAsync(string path, Role role)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path);
        request.Headers.Authorization = new("Bearer", KeyOf(role));
        return await Client.SendAsync(request);
    }

    /// <param name="ifMatch">With its quotes.</param>
    public async Task<HttpResponseMessage> AdminAsync(string method, string path, string? body = null, string? ifMatch = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new("Bearer", KeyOf(Role.Admin));
        if (ifMatch is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        }

        return await Client.SendAsync(request);
    }

    /// <summary>The process ends and another one starts on the same folder.</summary>
    /// <param name="between">What happens to the folder meanwhile.</param>
    public async Task RestartAsync(Func<string, Task>? between = null)
    {
        Client.Dispose();
        await _app.Web.StopAsync();
        await _app.DisposeAsync();
        await (between?.Invoke(_folder) ?? Task.CompletedTask);
        await InitializeAsync();
    }

    /// <summary>Waits until the chain has nothing to do.</summary>
    public async Task QuietAsync()
    {
        using var timeout = new CancellationTokenSource(Patience);
        while ((await _app.Engine.Queue.FiguresAsync(timeout.Token)).Any(step => step.Waiting + step.InFlight > 0))
        {
            await Task.Delay(5, timeout.Token);
        }
    }

    /// <summary>Of every row of every table but the engine's own notes.</summary>
    public string StateHash()
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(_folder, "leads.db")};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var table in Rows(connection, "SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'meta' AND name NOT LIKE 'lead_search%' ORDER BY name").ToList())
        {
            foreach (var row in Rows(connection, $"SELECT * FROM \"{table}\""))
            {
                hash.AppendData(Encoding.UTF8.GetBytes(table + row));
            }
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    public async Task DisposeAsync()
    {
        Client.Dispose();
        await _app.Web.StopAsync();
        await _app.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    async ValueTask IAsyncDisposable.DisposeAsync() => await DisposeAsync();

    private static IEnumerable<string> Rows(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            yield return string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(reader.GetValue));
        }
    }
}
