using LeadFunctions.Cosmos.Cells;
using LeadFunctions.Cosmos.Documents;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Cosmos.Erasing;

/// <summary>
/// Erases leads from two containers, a table and the bus, which share no transaction: so that it can be interrupted anywhere, the leads' own documents become the
/// note of what is to be done, and go last. Everything before that may be done twice, and by anybody.
/// </summary>
internal sealed class Eraser(Workshop shop, ErasedLeads leads, (ErasedRegisters Registers, ErasedMentions Mentions) others, DocumentStore visitors)
{
    private const int Waits = 10;

    public async Task<Erased> EraseAsync(Erasure erasure, bool dryRun, CancellationToken ct)
    {
        var asked = new OpenErasure(erasure.LeadIds, erasure.Visitors, erasure.Traces.Emails, erasure.Since, null);
        var (clock, began) = (shop.Options.Clock, shop.Options.Clock.GetTimestamp());
        var what = dryRun ? asked : await leads.BeginAsync(asked, ct).ConfigureAwait(false);
        var run = new ErasureRun(what, dryRun, () => clock.GetElapsedTime(began) > shop.Options.EraseLimit);
        foreach (var id in what.LeadIds)
        {
            var timeline = await leads.TimelineAsync(id, ct).ConfigureAwait(false);
            run.Count = run.Count with { Activities = run.Count.Activities + timeline.Count };
            await others.Registers.OfLeadAsync(id, timeline, run, ct).ConfigureAwait(false);
        }

        await MessagesAsync(run, ct).ConfigureAwait(false);
        var seenAll = !run.HasAddress || await MentionsAsync(run, ct).ConfigureAwait(false);
        await VisitorsAsync(run, ct).ConfigureAwait(false);
        if (dryRun)
        {
            return run.Count;
        }

        if (!seenAll || run.Count.Unfinished)
        {
            await leads.NoteAsync(run.What with { Place = seenAll ? null : run.What.Place }, ct).ConfigureAwait(false);
            return run.Count with { Unfinished = true };
        }

        await leads.DeleteAsync(what, ct).ConfigureAwait(false);
        return run.Count;
    }

    /// <summary>Those that are ready are handled in a moment: a step that finds nobody ends.</summary>
    private async Task MessagesAsync(ErasureRun run, CancellationToken ct)
    {
        for (var tries = 0; ; tries++)
        {
            var found = await shop.Options.EraseSent(run.Names, run.DryRun, ct).ConfigureAwait(false);
            run.Count = run.Count with { Messages = run.Count.Messages + found.Gone };
            if (found.Left == 0 || run.DryRun)
            {
                return;
            }

            if (tries == Waits || run.IsLate)
            {
                run.Count = run.Count with { Unfinished = true };
                return;
            }

            await shop.Options.Wait(TimeSpan.FromSeconds(1), ct).ConfigureAwait(false);
        }
    }

    /// <returns>False: there was no time for all of it.</returns>
    private async Task<bool> MentionsAsync(ErasureRun run, CancellationToken ct)
    {
        var place = run.What.Place;
        if (place is null or { Part: "registers" })
        {
            if (!await others.Registers.MentionsAsync(run, place, SeenAsync, ct).ConfigureAwait(false))
            {
                return false;
            }

            place = null;
        }

        if (place is null or { Part: ErasedMentions.Leads })
        {
            if (!await others.Mentions.LookAsync(ErasedMentions.Leads, run, place?.After, SeenAsync, ct).ConfigureAwait(false))
            {
                return false;
            }

            place = null;
        }

        return await others.Mentions.LookAsync(ErasedMentions.Visitors, run, place?.After, SeenAsync, ct).ConfigureAwait(false);

        async Task SeenAsync(ErasePlace seen)
        {
            // While something about the lead is still to be handled, it may yet be written where was looked already.
            if (!run.DryRun && !run.Count.Unfinished)
            {
                run.What = run.What with { Place = seen };
                await leads.NoteAsync(run.What, ct).ConfigureAwait(false);
            }
        }
    }

    private async Task VisitorsAsync(ErasureRun run, CancellationToken ct)
    {
        foreach (var id in run.What.Visitors)
        {
            if (run.DryRun ? await visitors.ReadAsync(id, "visitor", ct).ConfigureAwait(false) is not null : await visitors.DeleteAsync(id, "visitor", null, ct).ConfigureAwait(false))
            {
                run.Count = run.Count with { Visitors = run.Count.Visitors + 1 };
            }
        }
    }
}
