using System.Globalization;
using System.Text.Json;
using LeadFunctions.Cosmos.Cells;
using LeadFunctions.Domain.Leads;

namespace LeadFunctions.Cosmos.Documents;

/// <summary>Activities that have left their lead's document: pages beside it, numbered, each written once and never changed.</summary>
internal sealed class LeadPages(DocumentStore documents)
{
    /// <summary>
    /// Writes a page of what the lead's document has (so of what is committed), and takes it out of there. If the page is there already, somebody filed and did not
    /// get to say so: then what that page has is what was filed.
    /// </summary>
    public async Task<Timeline> FileAsync(string leadId, Timeline timeline, CancellationToken ct)
    {
        while (timeline.IsFull)
        {
            var number = timeline.Pages.Count;
            IReadOnlyList<Activity> page = [.. timeline.Unfiled.Take(Timeline.PageSize)];
            if (await documents.WriteAsync(leadId, IdOf(number), BytesOf(leadId, IdOf(number), page), null, ct).ConfigureAwait(false) is null)
            {
                page = await ReadAsync(leadId, number, ct).ConfigureAwait(false);
            }

            timeline = timeline.Filed(page);
        }

        return timeline;
    }

    public async Task<IReadOnlyList<Activity>> ReadAsync(string leadId, int number, CancellationToken ct)
    {
        var found = await documents.ReadAsync(leadId, IdOf(number), ct).ConfigureAwait(false)
            ?? throw new UseCases.Ports.CorruptStoreException("A page of a timeline is missing.");
        return PageOf(found.Bytes);
    }

    /// <summary>Which of these ids are in pages. Reads only pages whose filter says that one may be there.</summary>
    public async Task<HashSet<string>> KnownAsync(string leadId, Timeline timeline, IReadOnlyCollection<string> ids, CancellationToken ct)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        for (var number = timeline.Pages.Count - 1; number >= 0; number--)
        {
            if (ids.Any(id => IdFilter.MayHave(timeline.Pages[number].Ids, id)))
            {
                known.UnionWith((await ReadAsync(leadId, number, ct).ConfigureAwait(false)).Select(activity => activity.Id).Intersect(ids));
            }
        }

        return known;
    }

    /// <summary>Those of a lead that goes, by number; what an interrupted erasure has deleted is passed over.</summary>
    /// <param name="known">So many the lead knows; beyond there may be one that somebody filed and did not get to say so.</param>
    public async Task<List<(int Number, IReadOnlyList<Activity> Page)>> LeftAsync(string leadId, int known, CancellationToken ct)
    {
        var left = new List<(int, IReadOnlyList<Activity>)>();
        for (var (number, there) = (0, true); there || number < known; number++)
        {
            var found = await documents.ReadAsync(leadId, IdOf(number), ct).ConfigureAwait(false);
            there = found is not null;
            if (found is { } one)
            {
                left.Add((number, PageOf(one.Bytes)));
            }
        }

        return left;
    }

    public Task<bool> DeleteAsync(string leadId, int number, CancellationToken ct) => documents.DeleteAsync(leadId, IdOf(number), null, ct);

    private static IReadOnlyList<Activity> PageOf(byte[] bytes)
    {
        using var document = JsonDocument.Parse(bytes);
        return CellText.Page(document.RootElement.GetProperty("page").GetString()!);
    }

    /// <summary>What was said in it is said no longer; its ids stay.</summary>
    /// <returns>False: it is not as read.</returns>
    public async Task<bool> ReplaceAsync(string leadId, string id, IReadOnlyList<Activity> page, string etag, CancellationToken ct) =>
        await documents.WriteAsync(leadId, id, BytesOf(leadId, id, page), etag, ct).ConfigureAwait(false) is not null;

    private static byte[] BytesOf(string leadId, string id, IReadOnlyList<Activity> page) =>
        JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, string> { ["id"] = id, ["leadId"] = leadId, ["page"] = CellText.Of(page) });

    private static string IdOf(int number) => "p" + number.ToString(CultureInfo.InvariantCulture);
}
