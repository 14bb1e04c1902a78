using LeadFunctions.Domain.Emails;
using LeadFunctions.Domain.Identity;
using LeadFunctions.Domain.Leads;
using LeadFunctions.UseCases.Erasing;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.UseCases;

/// <summary>
/// A person asks to be forgotten -> nothing of them is left, in the store or beside it, but a keyed hash: on the erasure list, so that a backup or a file does
/// not bring them back, and on the suppression list. Statistics keep their numbers. First the decision is on disk, so that a crash only delays the rest.
/// </summary>
public sealed class EraseLead(ILeadStore leads, (EraseStored Stored, EraseFiles Files) places, PlaybookShelf playbooks, TimeProvider clock)
{
    /// <returns>What was or would be erased; or why nothing was.</returns>
    public async Task<(Erased? Report, ActionResult? No)> RunAsync(ActionRequest request, bool dryRun, CancellationToken ct)
    {
        if (await leads.FindLeadAsync(request.LeadId, ct) is not { } lead)
        {
            return (null, new ActionResult.NotFound());
        }

        if (lead.MergedInto is { } into)
        {
            return (null, new ActionResult.Refused($"it is merged into {into}, which is the same person: erase that one, or unmerge them first"));
        }

        var now = clock.GetUtcNow();
        if (!dryRun)
        {
            await StartAsync(lead, request.By, now, ct);
        }

        return (await EverywhereAsync(lead, now, dryRun, ct), null);
    }

    /// <summary>Goes on with what a crash interrupted, or what an erasure list from elsewhere asks for.</summary>
    public async Task ResumeAsync(string leadId, ErasedLead entry, CancellationToken ct)
    {
        var lead = await leads.FindLeadAsync(leadId, ct);
        if (lead is { MergedInto: null } && lead.CreatedAt <= entry.At)
        {
            if (entry.State == ErasedLead.Listed)
            {
                await StartAsync(lead, "erasure-list", entry.At, ct);
            }

            await EverywhereAsync(lead, entry.At, dryRun: false, ct);
        }
        else if (lead is { } back && back.CreatedAt > entry.At)
        {
            // The person came back by themselves: that is another lead's life.
            await SettleAsync([leadId], entry.At, ct);
        }
        else if (await places.Stored(new Erasure([leadId], [], AddressTraces.Of([]), entry.At, Again: entry.State == ErasedLead.Done), false, ct) is { Unfinished: false })
        {
            await SettleAsync([leadId], entry.At, ct);
        }
    }

    /// <summary>On the erasure list, suppressed, off its desk, and in the audit trail: together.</summary>
    private async Task StartAsync(Lead lead, string by, DateTimeOffset at, CancellationToken ct)
    {
        for (; ; )
        {
            var writes = new List<RegisterWrite> { AuditTrail.Line(new AuditEntry(at, by, "erase", lead.Id, null), "erase:" + lead.Id) };
            foreach (var id in IdsOf(lead))
            {
                var (_, version) = await ErasureList.FindAsync(leads, id, ct);
                var suppression = await new Suppressions(leads).FindAsync(id, ct);
                writes.Add(ErasureList.Write(id, new ErasedLead(at, ErasedLead.Started), version));
                writes.Add(suppression.Write(suppression.Suppression.With(new SuppressionEntry(SuppressionReason.Erasure, at, "erasure"))));
            }

            writes.AddRange(await DeskMoves.OfAsync(leads, lead, lead with { Owner = null, Holding = null }, playbooks.Current.Playbook, at, ct));
            if (await leads.CommitAsync(new Commit { Registers = writes }, ct) == CommitResult.Committed)
            {
                return;
            }
        }
    }

    private async Task<Erased> EverywhereAsync(Lead lead, DateTimeOffset at, bool dryRun, CancellationToken ct)
    {
        var emails = (lead.Absorbed ?? []).Select(one => one.Email).Prepend(lead.Email);
        var erasure = new Erasure(IdsOf(lead), await VisitorsAsync(lead, ct), AddressTraces.Of(emails), at);
        // Files first: while the lead is there, an interrupted erasure still knows what to look for.
        var files = await places.Files(erasure, dryRun, ct);
        var stored = await places.Stored(erasure, dryRun, ct);
        if (!dryRun && !stored.Unfinished)
        {
            await SettleAsync(erasure.LeadIds, at, ct);
        }

        return stored with { Files = files };
    }

    private async Task SettleAsync(IReadOnlyList<string> ids, DateTimeOffset at, CancellationToken ct)
    {
        foreach (var id in ids)
        {
            var (_, version) = await ErasureList.FindAsync(leads, id, ct);
            await leads.CommitAsync(new Commit { Registers = [ErasureList.Write(id, new ErasedLead(at, ErasedLead.Done), version)] }, ct);
        }
    }

    private async Task<IReadOnlyList<string>> VisitorsAsync(Lead lead, CancellationToken ct)
    {
        var (ids, theirs) = (IdsOf(lead), new List<string>());
        foreach (var id in lead.Visitors)
        {
            if (await leads.FindVisitorAsync(id, ct) is { LeadId: { } owner } && ids.Contains(owner))
            {
                theirs.Add(id);
            }
        }

        return theirs;
    }

    private static IReadOnlyList<string> IdsOf(Lead lead) => [lead.Id, .. (lead.Absorbed ?? []).Select(one => one.Id)];
}
