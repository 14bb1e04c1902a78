using System.Net;
using LeadFunctions.Cosmos;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Stores.Tests.Cosmos;

/// <summary>From one write on, the next few to the same place are not answered: they never arrive, or arrive at once, or long after.</summary>
/// <param name="arrive"><c>never</c>, <c>at once</c> or <c>late</c>.</param>
/// <param name="from">The first, of all writes.</param>
internal sealed class LostRequests(string arrive, int from, int count)
{
    private readonly List<Func<Task>> _late = [];
    private string? _place;
    private int _writes;
    private int _lost;

    /// <summary>Whether there were so many writes.</summary>
    public bool Happened => _lost > 0;

    /// <param name="written">What it writes; null: it only reads.</param>
    /// <param name="unanswered">What the sender gets instead.</param>
    public async Task<T> DoAsync<T>(string? written, Func<Task<T>> call, Func<T> unanswered)
    {
        if (written is not null && _writes++ == from)
        {
            _place = written;
        }

        if (written is null || written != _place || _lost == count)
        {
            return await call();
        }

        _lost++;
        if (arrive == "late")
        {
            _late.Add(call);
        }
        else if (arrive == "at once")
        {
            await call();
        }

        return unanswered();
    }

    /// <summary>Those that are late, in the order in which they were sent.</summary>
    public async Task ArriveAsync()
    {
        foreach (var call in _late)
        {
            await call();
        }
    }
}

/// <summary>A table that some requests for are lost.</summary>
internal sealed class LosingTable(IRegisterTable table, LostRequests lost) : TableBetween(table)
{
    protected override Task<T> DoAsync<T>(string? written, Func<Task<T>> call) => lost.DoAsync(written, call, () => throw new StorageException("no answer"));
}

/// <summary>Some requests for documents are lost.</summary>
internal sealed class LosingHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    /// <summary>Null: none.</summary>
    public LostRequests? Lost { get; set; }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (Lost is null || !request.RequestUri!.AbsolutePath.Contains("/docs", StringComparison.Ordinal))
        {
            return await base.SendAsync(request, cancellationToken);
        }

        var copy = await CopyAsync(request);
        var written = request.Method == HttpMethod.Get ? null : string.Join(' ', request.Headers.GetValues("x-ms-documentdb-partitionkey"));
        return await Lost.DoAsync(written, () => base.SendAsync(copy, CancellationToken.None), () => new HttpResponseMessage(HttpStatusCode.RequestTimeout) { RequestMessage = request, Content = new StringContent("{}") });
    }

    /// <summary>The sender's own is gone by the time it arrives.</summary>
    private static async Task<HttpRequestMessage> CopyAsync(HttpRequestMessage request)
    {
        var copy = new HttpRequestMessage(request.Method, request.RequestUri);
        foreach (var (name, values) in request.Headers)
        {
            copy.Headers.TryAddWithoutValidation(name, values);
        }

        if (request.Content is { } content)
        {
            copy.Content = new ByteArrayContent(await content.ReadAsByteArrayAsync());
            copy.Content.Headers.ContentType = content.Headers.ContentType;
        }

        return copy;
    }
}
