using System.Text;
using System.Text.Json.Nodes;
using LeadFunctions.Cosmos;
using Microsoft.Azure.Cosmos;

namespace LeadFunctions.Stores.Tests.Cosmos;

/// <summary>
/// A deployment's stores: two containers behind the real SDK (in memory or on the npm server, with handlers on the way), a table, and a bus that remembers.
/// A second <see cref="Open"/> is another process.
/// </summary>
internal sealed class CosmosWorld : IDisposable
{
    private static readonly string Key = Convert.ToBase64String(new byte[64]);
    private static int _databases;

    private readonly CosmosClient _client;
    private readonly HttpClient _http;
    private readonly Database _database;

    /// <param name="server">Null: in memory.</param>
    /// <param name="wrap">Puts handlers between the SDK and the server.</param>
    public CosmosWorld(Uri? server = null, Func<HttpMessageHandler, HttpMessageHandler>? wrap = null)
    {
        Memory = server is null ? new InMemoryCosmos() : null;
        var handler = (HttpMessageHandler?)Memory ?? new SocketsHttpHandler { MaxConnectionsPerServer = 32 };
        _http = new HttpClient(wrap?.Invoke(handler) ?? handler);
        _client = new CosmosClient((server ?? new Uri("http://localhost:8081/")).ToString(), Key, new CosmosClientOptions
        {
            ConnectionMode = ConnectionMode.Gateway,
            LimitToEndpoint = true,
            HttpClientFactory = () => _http,
            MaxRetryAttemptsOnRateLimitedRequests = 0,
        });
        _database = _client.GetDatabase("leadfunctions" + (server is null ? 0 : Interlocked.Increment(ref _databases)));
    }

    public InMemoryCosmos? Memory { get; }

    public InMemoryTable Table { get; } = new();

    public SentMessages Bus { get; } = new();

    public async Task<CosmosWorld> CreateAsync()
    {
        await _client.CreateDatabaseAsync(_database.Id);
        await _database.CreateContainerAsync(CosmosContainers.Leads);
        await _database.CreateContainerAsync(CosmosContainers.Visitors);
        return this;
    }

    public CosmosLeadStore Open(TimeProvider? clock = null, IRegisterTable? table = null, Func<CosmosOptions, CosmosOptions>? change = null)
    {
        var options = new CosmosOptions { CursorKey = new byte[32], Send = Bus.SendAsync, Clock = clock ?? TimeProvider.System, SearchLimit = TimeSpan.FromSeconds(20) };
        return new CosmosLeadStore(_database.GetContainer("leads"), _database.GetContainer("visitors"), table ?? Table, change?.Invoke(options) ?? options);
    }

    /// <summary>Every document and row as text, unpacked.</summary>
    public async Task<string> EverythingAsync()
    {
        var all = new StringBuilder();
        foreach (var container in new[] { "leads", "visitors" })
        {
            using var pages = _database.GetContainer(container).GetItemQueryStreamIterator("SELECT * FROM c");
            while (pages.HasMoreResults)
            {
                using var page = await pages.ReadNextAsync();
                foreach (var document in (await JsonNode.ParseAsync(page.Content))!["Documents"]!.AsArray())
                {
                    all.AppendLine(Unpacked.Document(document!.AsObject()));
                }
            }
        }

        Table.Rows.ToList().ForEach(one => all.AppendLine(Unpacked.Row(one.Partition, one.Row.Row, one.Row.Parts)));
        return all.ToString();
    }

    public void Dispose()
    {
        _client.Dispose();
        _http.Dispose();
    }
}

/// <summary>A bus that drops what it knows by its id, as Service Bus does.</summary>
internal sealed class SentMessages
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, BusMessage> _byId = new(StringComparer.Ordinal);
    private readonly List<BusMessage> _sent = [];

    /// <summary>Each once, in order.</summary>
    public IReadOnlyList<BusMessage> Known
    {
        get
        {
            lock (_gate)
            {
                return [.. _sent];
            }
        }
    }

    public int Sends { get; private set; }

    public Task SendAsync(IReadOnlyList<BusMessage> messages, CancellationToken ct)
    {
        lock (_gate)
        {
            Sends += messages.Count;
            _sent.AddRange(messages.Where(message => _byId.TryAdd(message.Id, message)));
        }

        return Task.CompletedTask;
    }
}
