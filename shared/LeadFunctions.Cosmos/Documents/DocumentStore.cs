using System.Net;
using LeadFunctions.UseCases.Ports;
using Microsoft.Azure.Cosmos;

namespace LeadFunctions.Cosmos.Documents;

/// <summary>Documents of one container by partition and id, as bytes. What the service refuses for now is asked again; everything else is an answer.</summary>
internal sealed class DocumentStore(Container container, CosmosOptions options)
{
    public Container Container => container;

    /// <returns>Null: there is none.</returns>
    public async Task<(byte[] Bytes, string ETag)?> ReadAsync(string partition, string id, CancellationToken ct)
    {
        using var answer = await AskAsync(() => container.ReadItemStreamAsync(id, new PartitionKey(partition), cancellationToken: ct), ct).ConfigureAwait(false);
        return answer.StatusCode switch
        {
            HttpStatusCode.OK => (await BytesAsync(answer.Content, ct).ConfigureAwait(false), answer.Headers.ETag),
            HttpStatusCode.NotFound => null,
            _ => throw Unexpected(answer),
        };
    }

    /// <param name="etag">As read; null: there must be none.</param>
    /// <returns>The new ETag; null: it is not as read, or an attempt before this one got through unseen.</returns>
    public async Task<string?> WriteAsync(string partition, string id, byte[] bytes, string? etag, CancellationToken ct)
    {
        var (key, request) = (new PartitionKey(partition), new ItemRequestOptions { IfMatchEtag = etag, EnableContentResponseOnWrite = false });
        using var answer = await AskAsync(
            () => etag is null
                ? container.CreateItemStreamAsync(new MemoryStream(bytes), key, request, ct)
                : container.ReplaceItemStreamAsync(new MemoryStream(bytes), id, key, request, ct),
            ct).ConfigureAwait(false);
        return answer.StatusCode switch
        {
            HttpStatusCode.OK or HttpStatusCode.Created => answer.Headers.ETag,
            HttpStatusCode.Conflict or HttpStatusCode.PreconditionFailed or HttpStatusCode.NotFound => null,
            _ => throw Unexpected(answer),
        };
    }

    /// <param name="etag">As read; null: whatever it is now.</param>
    /// <returns>False: it is not as read, or not there.</returns>
    public async Task<bool> DeleteAsync(string partition, string id, string? etag, CancellationToken ct)
    {
        using var answer = await AskAsync(() => container.DeleteItemStreamAsync(id, new PartitionKey(partition), new ItemRequestOptions { IfMatchEtag = etag }, ct), ct).ConfigureAwait(false);
        return answer.StatusCode switch
        {
            HttpStatusCode.NoContent or HttpStatusCode.OK => true,
            HttpStatusCode.PreconditionFailed or HttpStatusCode.NotFound => false,
            _ => throw Unexpected(answer),
        };
    }

    /// <summary>One page of everything there is.</summary>
    /// <param name="after">From the page before; null: from the start.</param>
    public async Task<(byte[] Bytes, string? Next)> PageAsync(string? after, int pageSize, CancellationToken ct)
    {
        using var pages = container.GetItemQueryStreamIterator(new QueryDefinition("SELECT * FROM c"), after, new QueryRequestOptions { MaxItemCount = pageSize });
        using var answer = await AskAsync(() => pages.ReadNextAsync(ct), ct).ConfigureAwait(false);
        return answer.IsSuccessStatusCode ? (await BytesAsync(answer.Content, ct).ConfigureAwait(false), answer.ContinuationToken) : throw Unexpected(answer);
    }

    /// <summary>Pages of a query, until the caller has enough.</summary>
    /// <param name="partition">Null: across all.</param>
    public async IAsyncEnumerable<byte[]> QueryAsync(QueryDefinition query, string? partition, int pageSize, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        var request = new QueryRequestOptions { PartitionKey = partition is null ? null : new PartitionKey(partition), MaxItemCount = pageSize };
        using var pages = container.GetItemQueryStreamIterator(query, requestOptions: request);
        while (pages.HasMoreResults)
        {
            using var answer = await AskAsync(() => pages.ReadNextAsync(ct), ct).ConfigureAwait(false);
            yield return answer.IsSuccessStatusCode ? await BytesAsync(answer.Content, ct).ConfigureAwait(false) : throw Unexpected(answer);
        }
    }

    private async Task<ResponseMessage> AskAsync(Func<Task<ResponseMessage>> ask, CancellationToken ct)
    {
        for (var tries = 0; ; tries++)
        {
            TimeSpan? wait = null;
            try
            {
                var answer = await ask().ConfigureAwait(false);
                if (!IsForNow(answer.StatusCode))
                {
                    return answer;
                }

                using (answer)
                {
                    Again(tries, answer.StatusCode, tries < options.MostRetries ? null : new HttpRequestException(answer.ErrorMessage));
                    wait = answer.Headers.TryGetValue("x-ms-retry-after-ms", out var text) && double.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var ms) ? TimeSpan.FromMilliseconds(ms) : null;
                }
            }
            catch (CosmosException cause) when (IsForNow(cause.StatusCode))
            {
                Again(tries, cause.StatusCode, cause);
                wait = cause.RetryAfter;
            }
            catch (Exception cause) when (cause is HttpRequestException or OperationCanceledException && !ct.IsCancellationRequested)
            {
                Again(tries, HttpStatusCode.RequestTimeout, cause);
            }

            await options.Wait(wait ?? options.Pause(tries + 2), ct).ConfigureAwait(false);
        }
    }

    private void Again(int tries, HttpStatusCode status, Exception? cause)
    {
        CosmosMeters.Retries.Add(1, new KeyValuePair<string, object?>("status", (int)status));
        if (tries >= options.MostRetries)
        {
            throw new StorageException($"The store did not do it ({(int)status}).", cause);
        }
    }

    private static bool IsForNow(HttpStatusCode status) =>
        (int)status is 408 or 410 or 429 or 449 or >= 500;

    private static StorageException Unexpected(ResponseMessage answer) => new($"The store answered {(int)answer.StatusCode}.");

    private static async Task<byte[]> BytesAsync(Stream content, CancellationToken ct)
    {
        using var bytes = new MemoryStream();
        await content.CopyToAsync(bytes, ct).ConfigureAwait(false);
        return bytes.ToArray();
    }
}
