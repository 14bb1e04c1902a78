using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace LeadFunctions.Stores.Tests.Cosmos;

/// <summary>
/// Cosmos DB's REST interface in memory, as far as the store uses it: the real SDK talks to it through its HTTP handler. Where speed counts it stands in for the
/// npm server; the contract suite runs on both.
/// </summary>
internal sealed class InMemoryCosmos : HttpMessageHandler
{
    private const string DatabaseRid = "u7NpAA==";
    private const string Json = "application/json";

    private static readonly Dictionary<string, string> Rids = new() { ["leads"] = "u7NpAM6KUwE=", ["visitors"] = "u7NpAM6KUwI=" };
    private static readonly Dictionary<string, string> Keys = new() { ["leads"] = "/leadId", ["visitors"] = "/visitorId" };

    private readonly ConcurrentDictionary<(string Container, string Partition, string Id), JsonObject> _documents = new();
    private readonly Lock _gate = new();
    private long _etags;

    public IEnumerable<JsonObject> Documents => _documents.Values;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        var answer = Answer(request, request.RequestUri!.AbsolutePath.Trim('/').Split('/'), body);
        answer.RequestMessage = request;
        answer.Headers.Add("x-ms-request-charge", "1");
        answer.Headers.Add("x-ms-activity-id", "00000000-0000-0000-0000-000000000001");
        return answer;
    }

    private HttpResponseMessage Answer(HttpRequestMessage request, string[] path, string body) => path switch
    {
        [""] => Reply(HttpStatusCode.OK, Account(request.RequestUri!)),
        ["dbs", _] => Reply(HttpStatusCode.OK, new JsonObject { ["id"] = "leadfunctions", ["_rid"] = DatabaseRid }),
        ["dbs", _, "colls", var container] => Reply(HttpStatusCode.OK, ContainerOf(container)),
        ["dbs", _, "colls", var container, "pkranges"] => Ranges(request, container),
        ["dbs", _, "colls", var container, "docs"] => Header(request, "x-ms-cosmos-is-query-plan-request") is not null ? Reply(HttpStatusCode.OK, Plan())
            : request.Content?.Headers.ContentType?.MediaType == "application/query+json" ? Query(request, container, body)
            : Write(request, container, body, null),
        ["dbs", _, "colls", var container, "docs", var id] when request.Method == HttpMethod.Get => Read(request, container, id),
        ["dbs", _, "colls", var container, "docs", var id] when request.Method == HttpMethod.Put => Write(request, container, body, id),
        ["dbs", _, "colls", var container, "docs", var id] when request.Method == HttpMethod.Delete => Delete(request, container, id),
        _ => Reply(HttpStatusCode.BadRequest, new JsonObject { ["message"] = "not understood" }),
    };

    private HttpResponseMessage Read(HttpRequestMessage request, string container, string id) =>
        _documents.TryGetValue((container, Partition(request), id), out var found) ? Reply(HttpStatusCode.OK, found) : Reply(HttpStatusCode.NotFound, new JsonObject { ["code"] = "NotFound" });

    /// <param name="id">Of the document to replace; null creates one.</param>
    private HttpResponseMessage Write(HttpRequestMessage request, string container, string body, string? id)
    {
        var document = JsonNode.Parse(body)!.AsObject();
        var key = (container, Partition(request), id ?? document["id"]!.GetValue<string>());
        lock (_gate)
        {
            var found = _documents.GetValueOrDefault(key);
            if (found is null != (id is null))
            {
                return Reply(id is null ? HttpStatusCode.Conflict : HttpStatusCode.NotFound, new JsonObject { ["code"] = "no" });
            }

            if (Header(request, "if-match") is { } etag && etag != found?["_etag"]!.GetValue<string>())
            {
                return Reply(HttpStatusCode.PreconditionFailed, new JsonObject { ["code"] = "PreconditionFailed" });
            }

            document["_etag"] = string.Create(CultureInfo.InvariantCulture, $"\"{++_etags:D8}\"");
            document["_rid"] = Rids[container];
            _documents[key] = document;
            return Reply(id is null ? HttpStatusCode.Created : HttpStatusCode.OK, Header(request, "prefer") == "return=minimal" ? null : document, document["_etag"]!.GetValue<string>());
        }
    }

    private HttpResponseMessage Delete(HttpRequestMessage request, string container, string id)
    {
        lock (_gate)
        {
            return !_documents.TryGetValue((container, Partition(request), id), out var found) ? Reply(HttpStatusCode.NotFound, new JsonObject { ["code"] = "NotFound" })
                : Header(request, "if-match") is { } etag && etag != found["_etag"]!.GetValue<string>() ? Reply(HttpStatusCode.PreconditionFailed, new JsonObject { ["code"] = "PreconditionFailed" })
                : _documents.TryRemove((container, Partition(request), id), out _) ? Reply(HttpStatusCode.NoContent, null)
                : throw new InvalidOperationException(id);
        }
    }

    private HttpResponseMessage Query(HttpRequestMessage request, string container, string body)
    {
        var query = CosmosSql.Parse(body);
        var from = int.Parse(Header(request, "x-ms-continuation") ?? "0", CultureInfo.InvariantCulture);
        var most = int.Parse(Header(request, "x-ms-max-item-count") ?? "100", CultureInfo.InvariantCulture);
        var found = query.Run(_documents.Where(one => one.Key.Container == container).OrderBy(one => (one.Key.Partition, one.Key.Id)).Select(one => one.Value)).Skip(from).Take(most + 1).ToList();
        var answer = Reply(HttpStatusCode.OK, new JsonObject { ["_rid"] = Rids[container], [nameof(Documents)] = new JsonArray([.. found.Take(most).Select(one => one.DeepClone())]), ["_count"] = Math.Min(most, found.Count) });
        if (found.Count > most)
        {
            answer.Headers.Add("x-ms-continuation", (from + most).ToString(CultureInfo.InvariantCulture));
        }

        return answer;
    }

    private static HttpResponseMessage Ranges(HttpRequestMessage request, string container)
    {
        var range = new JsonObject { ["_rid"] = container, ["id"] = "0", ["_etag"] = "\"1\"", ["minInclusive"] = "", ["maxExclusive"] = "FF", ["_self"] = "", ["status"] = "online" };
        return Header(request, "if-none-match") is not null
            ? Reply(HttpStatusCode.NotModified, null, "\"1\"")
            : Reply(HttpStatusCode.OK, new JsonObject { ["_rid"] = container, ["PartitionKeyRanges"] = new JsonArray(range), ["_count"] = 1 }, "\"1\"");
    }

    private static JsonObject Account(Uri at)
    {
        JsonArray Here() => new(new JsonObject { ["name"] = "here", ["databaseAccountEndpoint"] = at.ToString() });
        return new JsonObject
        {
            ["id"] = "account",
            ["_rid"] = "account",
            ["writableLocations"] = Here(),
            ["readableLocations"] = Here(),
            ["enableMultipleWriteLocations"] = false,
            ["userConsistencyPolicy"] = new JsonObject { ["defaultConsistencyLevel"] = "Session" },
            ["queryEngineConfiguration"] = """{"maxSqlQueryInputLength":262144}""",
        };
    }

    private static JsonObject ContainerOf(string name) => new()
    {
        ["id"] = name,
        ["_rid"] = Rids[name],
        ["partitionKey"] = new JsonObject { ["paths"] = new JsonArray(Keys[name]), ["kind"] = "Hash", ["version"] = 2 },
    };

    private static JsonObject Plan() => new()
    {
        ["partitionedQueryExecutionInfoVersion"] = 2,
        ["queryInfo"] = new JsonObject { ["distinctType"] = "None", ["orderBy"] = new JsonArray(), ["aggregates"] = new JsonArray(), ["rewrittenQuery"] = "", ["hasSelectValue"] = false },
        ["queryRanges"] = new JsonArray(new JsonObject { ["min"] = "", ["max"] = "FF", ["isMinInclusive"] = true, ["isMaxInclusive"] = false }),
    };

    private static string Partition(HttpRequestMessage request) => JsonNode.Parse(Header(request, "x-ms-documentdb-partitionkey")!)![0]!.GetValue<string>();

    private static string? Header(HttpRequestMessage request, string name) => request.Headers.TryGetValues(name, out var values) ? string.Join(',', values) : null;

    private static HttpResponseMessage Reply(HttpStatusCode status, JsonObject? body, string? etag = null)
    {
        var answer = new HttpResponseMessage(status) { Content = new StringContent(body?.ToJsonString() ?? "", Encoding.UTF8, Json) };
        if ((etag ?? body?["_etag"]?.GetValue<string>()) is { } tag)
        {
            answer.Headers.TryAddWithoutValidation("etag", tag);
        }

        return answer;
    }
}
