using LeadFunctions.Cosmos.Cells;
using LeadFunctions.Cosmos.Documents;
using LeadFunctions.Domain.Leads;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Cosmos.Erasing;

/// <summary>
/// The documents of leads that go: first each becomes a note of the erasure that nobody sees as a lead, last of all they are deleted. While one is there, whoever
/// comes by knows what is left to do.
/// </summary>
internal sealed class ErasedLeads(Workshop shop, Finisher finisher, DocumentStore documents)
{
    private const string Document = "lead";

    /// <summary>What is to be done: as asked, or as somebody began it.</summary>
    public async Task<OpenErasure> BeginAsync(OpenErasure asked, CancellationToken ct)
    {
        var held = await ClaimAsync(asked.LeadIds[0], ct).ConfigureAwait(false);
        var what = held.Cell.Erasing ?? asked;
        foreach (var id in what.LeadIds)
        {
            await MarkAsync(id, what, ct).ConfigureAwait(false);
        }

        return what;
    }

    /// <summary>All that is left of a lead's timeline.</summary>
    public async Task<IReadOnlyList<Activity>> TimelineAsync(string id, CancellationToken ct)
    {
        var timeline = (await shop.Cells.ReadAsync(Address.OfLead(id), ct).ConfigureAwait(false)).Cell.Timeline ?? Timeline.Empty;
        var filed = await shop.Pages.LeftAsync(id, timeline.Pages.Count, ct).ConfigureAwait(false);
        return [.. filed.SelectMany(one => one.Page).Concat(timeline.Unfiled).DistinctBy(activity => activity.Id)];
    }

    /// <summary>When it cannot be noted, the next run looks through a little more again.</summary>
    public async Task NoteAsync(OpenErasure what, CancellationToken ct)
    {
        var held = await shop.Cells.ReadAsync(Address.OfLead(what.LeadIds[0]), ct).ConfigureAwait(false);
        if (held.Cell.Erasing is not null)
        {
            await shop.Cells.WriteAsync(held.At, held.Cell with { Erasing = what }, held.ETag, ct).ConfigureAwait(false);
        }
    }

    /// <summary>The first of them last: its note says what there is to do.</summary>
    public async Task DeleteAsync(OpenErasure what, CancellationToken ct)
    {
        foreach (var id in what.LeadIds.Reverse())
        {
            await DeleteAsync(id, ct).ConfigureAwait(false);
        }
    }

    private async Task MarkAsync(string id, OpenErasure what, CancellationToken ct)
    {
        for (; ; )
        {
            var held = await ClaimAsync(id, ct).ConfigureAwait(false);
            if (held.ETag is null || held.Cell.Erasing is not null)
            {
                return;
            }

            // Commits decided here reach others: those get what they are owed before this stops saying so.
            foreach (var open in held.Cell.Open ?? [])
            {
                if (!await shop.Marks.IsDoneAsync(open.Commit, ct).ConfigureAwait(false))
                {
                    await finisher.FinishAsync(open, ct).ConfigureAwait(false);
                }
            }

            var noted = held.Cell with { Value = null, Version = 0, Open = null, Erasing = what };
            if (await shop.Cells.WriteAsync(held.At, noted, held.ETag, ct).ConfigureAwait(false) is not null)
            {
                shop.Cache.Forget(held.At);
                return;
            }
        }
    }

    private async Task DeleteAsync(string id, CancellationToken ct)
    {
        for (; ; )
        {
            var held = await ClaimAsync(id, ct).ConfigureAwait(false);
            foreach (var (number, _) in await shop.Pages.LeftAsync(id, held.Cell.Timeline?.Pages.Count ?? 0, ct).ConfigureAwait(false))
            {
                await shop.Pages.DeleteAsync(id, number, ct).ConfigureAwait(false);
            }

            if (held.ETag is null || await documents.DeleteAsync(id, Document, held.ETag, ct).ConfigureAwait(false))
            {
                return;
            }
        }
    }

    private async Task<Held> ClaimAsync(string id, CancellationToken ct) =>
        await shop.Resolver.ClaimAsync(Address.OfLead(id), "", ct).ConfigureAwait(false) ?? throw new StorageException("Others are writing it.");
}
