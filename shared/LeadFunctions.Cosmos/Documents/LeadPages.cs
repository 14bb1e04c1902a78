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
            var bytes = JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, string> { ["id"] = IdOf(number), ["leadId"] = leadId, ["page"] = CellText.Of(page) });
            if (await documents.WriteAsync(leadId, IdOf(number), bytes, null, ct).ConfigureAwait(false) is null)
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
        using var document = JsonDocument.Parse(found.Bytes);
        return CellText.Page(document.RootElement.GetProperty("page").GetString()!);
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

    private static string IdOf(int number) => "p" + number.ToString(CultureInfo.InvariantCulture);
}
