using System.Text.Json;
using LeadFunctions.Cosmos.Cells;
using LeadFunctions.Cosmos.Documents;

namespace LeadFunctions.Cosmos.Erasing;

/// <summary>
/// Documents of other people and browsers that name the address: they lose it. What is packed cannot be asked for, so all of a container is read, page by page:
/// about one request unit for each kilobyte, and rare.
/// </summary>
internal sealed class ErasedMentions(Workshop shop, (DocumentStore Leads, DocumentStore Visitors) documents)
{
    public const string Leads = "leads";
    public const string Visitors = "visitors";

    private const int PageSize = 200;

    /// <param name="part">One of the containers.</param>
    /// <param name="seen">Called after each page with where it was.</param>
    /// <returns>False: there was no time for the rest.</returns>
    public async Task<bool> LookAsync(string part, ErasureRun run, string? from, Func<ErasePlace, Task> seen, CancellationToken ct)
    {
        var container = part == Leads ? documents.Leads : documents.Visitors;
        for (var after = from; ;)
        {
            if (run.IsLate)
            {
                return false;
            }

            var (bytes, next) = await container.PageAsync(after, PageSize, ct).ConfigureAwait(false);
            using (var page = JsonDocument.Parse(bytes))
            {
                foreach (var document in page.RootElement.GetProperty("Documents").EnumerateArray())
                {
                    await OneAsync(document, part, run, ct).ConfigureAwait(false);
                }
            }

            if (next is null)
            {
                return true;
            }

            after = next;
            await seen(new ErasePlace(part, null, after)).ConfigureAwait(false);
        }
    }

    private async Task OneAsync(JsonElement document, string part, ErasureRun run, CancellationToken ct)
    {
        var owner = document.GetProperty(part == Leads ? "leadId" : "visitorId").GetString()!;
        if ((part == Leads ? run.What.LeadIds : run.What.Visitors).Contains(owner))
        {
            return;
        }

        if (document.TryGetProperty("page", out var page))
        {
            await PageAsync(owner, document, page.GetString()!, run, ct).ConfigureAwait(false);
            return;
        }

        var at = part == Leads ? Address.OfLead(owner) : Address.OfVisitor(owner);
        var cell = CellText.Cell(document.GetProperty("cell").GetString()!);
        if (Redacted.Of(new Held(at, cell, null), run) is not null || run.NamesAddress(cell.Prepared?.Change.Value))
        {
            await CellAsync(at, run, ct).ConfigureAwait(false);
        }
    }

    /// <summary>Under its ETag: what somebody writes meanwhile is looked at again.</summary>
    private async Task CellAsync(Address at, ErasureRun run, CancellationToken ct)
    {
        for (var written = run.DryRun; !written;)
        {
            var held = await shop.Resolver.ClaimAsync(at, "", ct).ConfigureAwait(false) ?? throw new UseCases.Ports.StorageException("Others are writing it.");
            if (Redacted.Of(held, run) is not { } clean)
            {
                return;
            }

            written = await shop.Cells.WriteAsync(at, clean, held.ETag, ct).ConfigureAwait(false) is not null;
            shop.Cache.Forget(at);
        }

        run.Count = run.Count with { Mentions = run.Count.Mentions + 1 };
    }

    /// <summary>Nobody else writes a page.</summary>
    private async Task PageAsync(string leadId, JsonElement document, string text, ErasureRun run, CancellationToken ct)
    {
        if (Redacted.Of(CellText.Page(text), run) is not { } clean)
        {
            return;
        }

        var etag = document.GetProperty("_etag").GetString()!;
        if (run.DryRun || await shop.Pages.ReplaceAsync(leadId, document.GetProperty("id").GetString()!, clean, etag, ct).ConfigureAwait(false))
        {
            run.Count = run.Count with { Mentions = run.Count.Mentions + 1 };
        }
    }
}
