using System.Text.Json;
using LeadFunctions.Cosmos.Documents;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Cosmos.Lists;

/// <summary>Lists, searches and the due query, by keyset paging within the indexing policy.</summary>
internal sealed class LeadLists(DocumentStore documents, Cursors cursors, CosmosOptions options)
{
    private const int MostPerPage = 200;
    private const int DuePage = 1000;

    /// <summary>No email, name or company is longer (reliability 4).</summary>
    private const int LongestText = 254;

    /// <exception cref="BadCursorException">The cursor is not one of ours, or of another sort.</exception>
    /// <exception cref="SearchTooBroadException">It took longer than a search may.</exception>
    public async Task<Page<LeadRow>> ListAsync(LeadQuery query, CancellationToken ct)
    {
        var (sort, limit) = (ListSort.Of(query.Sort), Math.Clamp(query.Limit, 1, MostPerPage));
        var scope = "leads:" + sort.Name;
        var after = query.Cursor is null ? null : cursors.Read(scope, query.Cursor).Value;
        if (query.Text is { } text && (text.Length > LongestText || text.Any(char.IsControl)))
        {
            return new Page<LeadRow>([], null);
        }

        var found = await InTimeAsync(token => TakeAsync(ListQuery.Of(query, sort, after), limit + 1, limit + 1, document => (Place: document.GetProperty(sort.Field).GetString()!, Row: LeadFields.Row(document)), token), ct).ConfigureAwait(false);
        return found.Count > limit
            ? new Page<LeadRow>([.. found.Take(limit).Select(one => one.Row)], cursors.Write(scope, found[limit - 1].Place, ""))
            : new Page<LeadRow>([.. found.Select(one => one.Row)], null);
    }

    public async Task<IReadOnlyList<string>> DueAsync(DateTimeOffset now, int limit, CancellationToken ct) =>
        limit <= 0 ? [] : await TakeAsync(ListQuery.Due(now), limit, Math.Min(limit, DuePage), document => document.GetProperty("leadId").GetString()!, ct).ConfigureAwait(false);

    private async Task<List<T>> TakeAsync<T>(Microsoft.Azure.Cosmos.QueryDefinition query, int most, int pageSize, Func<JsonElement, T> read, CancellationToken ct)
    {
        var found = new List<T>();
        await foreach (var page in documents.QueryAsync(query, null, pageSize, ct).ConfigureAwait(false))
        {
            using var answer = JsonDocument.Parse(page);
            found.AddRange(answer.RootElement.GetProperty("Documents").EnumerateArray().Select(read));
            if (found.Count >= most)
            {
                return found[..most];
            }
        }

        return found;
    }

    private async Task<T> InTimeAsync<T>(Func<CancellationToken, Task<T>> search, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(options.SearchLimit);
        try
        {
            return await search(limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw new SearchTooBroadException();
        }
    }
}
