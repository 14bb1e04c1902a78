using LeadFunctions.Domain.Identity;
using LeadFunctions.Domain.Leads;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.UseCases;

/// <summary>
/// A new lead's company domain -> what the provider knows of it, as attributes that anything said by a form or a person beats.
/// Comes after capture and may fail or be slow: nobody waits for it. May raise the score, and then does what any rise does.
/// </summary>
public sealed class EnrichLead(ILeadStore leads, PlaybookShelf playbooks, IEnricher enricher, TimeProvider clock) : IHandle<Message.LeadCaptured>
{
    private string ActivityId => "enriched:" + enricher.Name;

    public async Task<Outcome> HandleAsync(IReadOnlyList<Message.LeadCaptured> messages, CancellationToken ct)
    {
        var rules = playbooks.Current;
        if (await leads.FindLeadAsync(messages[0].LeadId, ct) is not { } found)
        {
            return new Outcome.Skipped("the lead is gone");
        }

        if (found.MergedInto is not null)
        {
            return new Outcome.Skipped("merged into another lead");
        }

        var domain = EmailDomain.Of(found.Email);
        if (rules.Domains.IsFree(domain) || rules.Domains.IsDisposable(domain))
        {
            return new Outcome.Skipped("no company behind a mail provider's domain");
        }

        if ((await leads.KnownActivitiesAsync(found.Id, [ActivityId], ct)).Count > 0)
        {
            return new Outcome.Skipped("already enriched");
        }

        return await enricher.LookUpAsync(domain, ct) switch
        {
            EnrichmentResult.Found known => await ApplyAsync(found, known, ct),
            EnrichmentResult.NotFound => new Outcome.Skipped("the provider does not know the domain"),
            EnrichmentResult.Failed failed => new Outcome.RetryLater(failed.Reason),
            _ => throw new InvalidOperationException("an enrichment result nobody knows"),
        };
    }

    private async Task<Outcome> ApplyAsync(Lead found, EnrichmentResult.Found known, CancellationToken ct)
    {
        var (rules, now) = (playbooks.Current, clock.GetUtcNow());
        var values = known.Fields.Select(field => KeyValuePair.Create(field.Key, new AttributeValue(field.Value, now, AttributeSource.Enrichment)));
        var (lead, ledger) = await leads.LedgerOfAsync(found with { Attributes = Capture.Merge(found.Attributes, values) }, [], rules, ct);
        var standing = Progress.At(lead, ledger, rules, now, former: playbooks.FormerOf(lead));
        var enriched = new Activity.Enriched(ActivityId, now, enricher.Name, known.Fields);
        var commit = new Commit { Lead = standing.Lead, Activities = [enriched, .. standing.Activities], Messages = [.. Reactions.To(standing, rules.Playbook)] };
        return new Outcome.Done(Consequences.Of(found, commit, rules, now));
    }
}
