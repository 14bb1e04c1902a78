using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Merging;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.UseCases;

/// <summary>Creates a lead by email, or sets attributes of the one there is. A person's word: it beats forms and enrichment.</summary>
public sealed class SaveLead(ILeadStore leads, PlaybookShelf playbooks, TimeProvider clock, NewId newId)
{
    private const int Tries = 8;

    /// <param name="email">Normalised.</param>
    /// <param name="fields">Attribute names to values.</param>
    /// <returns>The lead, and whether it is new.</returns>
    public async Task<(ActionResult Result, bool Created)> RunAsync(string email, string by, IReadOnlyDictionary<string, string> fields, CancellationToken ct)
    {
        var leadId = newId.LeadIdOf(email);
        var edit = new Activity.Edited(newId.Next("edit"), clock.GetUtcNow(), fields) { By = by };
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            var found = await leads.FindLeadAsync(leadId, ct);
            var commit = await DecideAsync(found ?? Capture.New(leadId, email, edit.At), edit, ct);
            commit = found is null ? commit with { Messages = [.. commit.Messages, .. Reactions.ToNew(leadId, playbooks.Current.Playbook)] } : commit;
            if (await leads.CommitAsync(AuditTrail.With(commit), ct) == CommitResult.Committed)
            {
                return (new ActionResult.Applied(commit.Lead! with { Version = commit.Lead.Version + 1 }), found is null);
            }
        }

        return (new ActionResult.Stale(), false);
    }

    private async Task<Commit> DecideAsync(Lead before, Activity.Edited edit, CancellationToken ct)
    {
        var rules = playbooks.Current;
        var values = edit.Fields.Select(field => KeyValuePair.Create(field.Key, new AttributeValue(field.Value, edit.At, AttributeSource.Human)));
        if (before.MergedInto is { } into)
        {
            var share = TimeAlone.Until(edit.At, before, rules);
            var (said, events) = await leads.LedgerOfAsync(share with { Attributes = Capture.Merge(share.Attributes, values) }, [], rules, ct);
            var alone = Arrival.Noting(share, Progress.At(said, events, rules, edit.At).Lead, edit.At) with { DueAt = null };
            return new Commit { Lead = alone, Activities = [edit], Messages = [new Outgoing(new Message.ShareChanged(into, before.Id, []))] };
        }

        var (lead, ledger) = await leads.LedgerOfAsync(before with { Attributes = Capture.Merge(before.Attributes, values) }, [], rules, ct);
        var standing = Progress.At(lead, ledger, rules, edit.At, former: playbooks.FormerOf(lead));
        var commit = new Commit { Lead = standing.Lead, Activities = [edit, .. standing.Activities], Messages = [.. Reactions.To(standing, rules.Playbook)] };
        return Consequences.Of(before, commit, rules, edit.At);
    }
}
