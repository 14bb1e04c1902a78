using System.Globalization;
using System.Text.Json.Nodes;
using LeadFunctions.Cosmos;

namespace LeadFunctions.Stores.Tests.Cosmos;

/// <summary>
/// Counts what goes to Cosmos DB and works out its request units by the published table and formula (Azure's "Understand request unit consumption"): a point read by
/// size; a create W(size) + 0.2 for each index entry; a replace 2 W(size) + 0.2 for each entry that goes and each that comes; a page of a query about 3.
/// </summary>
internal sealed class OperationCounter(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private const double PerEntry = 0.2;
    private const double PerPage = 3;

    private static readonly (double Kilobytes, double Read, double Write)[] Published = [(1, 1, 4.95), (2, 1.04, 6.29), (4, 1.14, 6.67), (8, 1.33, 7.04), (16, 1.67, 9.52)];

    private readonly Lock _gate = new();
    private readonly Dictionary<string, HashSet<string>> _entries = [];
    private List<CountedOperation> _counted = [];

    /// <summary>What was counted since the last time.</summary>
    public IReadOnlyList<CountedOperation> Take()
    {
        lock (_gate)
        {
            var counted = _counted;
            _counted = [];
            return counted;
        }
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var path = request.RequestUri!.AbsolutePath;
        if (!path.Contains("/docs", StringComparison.Ordinal) || request.Headers.Contains("x-ms-cosmos-is-query-plan-request"))
        {
            return await base.SendAsync(request, cancellationToken);
        }

        var sent = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        var answer = await base.SendAsync(request, cancellationToken);
        await answer.Content.LoadIntoBufferAsync(cancellationToken);
        var got = await answer.Content.ReadAsStringAsync(cancellationToken);
        lock (_gate)
        {
            _counted.Add(Count(request, answer, sent, got));
        }

        return answer;
    }

    private CountedOperation Count(HttpRequestMessage request, HttpResponseMessage answer, string sent, string got)
    {
        if (request.Method == HttpMethod.Get)
        {
            return new("read", got.Length, Of(got.Length, row => row.Read));
        }

        if (request.Content!.Headers.ContentType?.MediaType == "application/query+json")
        {
            return new("query", sent.Length + got.Length, PerPage);
        }

        if (!answer.IsSuccessStatusCode)
        {
            return new("refused", sent.Length, 1);
        }

        var document = JsonNode.Parse(sent)!.AsObject();
        var key = string.Join('/', request.RequestUri!.AbsolutePath.Split('/')[4], string.Join(',', request.Headers.GetValues("x-ms-documentdb-partitionkey")), document["id"]);
        var (before, now) = (_entries.GetValueOrDefault(key, []), EntriesOf(document));
        _entries[key] = now;
        var isNew = request.Method == HttpMethod.Post;
        var entries = isNew ? now.Count : before.Except(now).Count() + now.Except(before).Count();
        return new(isNew ? "create" : "replace", sent.Length, ((isNew ? 1 : 2) * Of(sent.Length, row => row.Write)) + (PerEntry * entries));
    }

    private static HashSet<string> EntriesOf(JsonObject document) =>
    [
        .. from path in CosmosContainers.LeadPaths
           let value = path.Split('/', StringSplitOptions.RemoveEmptyEntries).SkipLast(1).Aggregate((JsonNode?)document, (node, name) => node?[name])
           where value is not null
           select $"{path}={value.ToJsonString()}",
    ];

    private static double Of(int bytes, Func<(double Kilobytes, double Read, double Write), double> column)
    {
        var size = Math.Max(1, bytes / 1024.0);
        var above = Array.FindIndex(Published, row => row.Kilobytes >= size);
        var (low, high) = above switch
        {
            0 => (Published[0], Published[1]),
            < 0 => (Published[^2], Published[^1]),
            _ => (Published[above - 1], Published[above]),
        };
        return column(low) + ((column(high) - column(low)) * (size - low.Kilobytes) / (high.Kilobytes - low.Kilobytes));
    }
}

/// <param name="Bytes">Of the document, or of question and answer.</param>
internal sealed record CountedOperation(string Kind, int Bytes, double Units)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Kind} {Bytes} B {Units:0.00} RU");
}
