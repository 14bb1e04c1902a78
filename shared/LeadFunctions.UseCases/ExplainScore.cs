using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Playbooks;
using LeadFunctions.Domain.Scoring;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.UseCases;

/// <summary>
/// The score lines of a lead at any instant. Now and the future: by the current playbook. The past: the lead as its activities had made it by then,
/// by the playbook then in force.
/// </summary>
public sealed class ExplainScore(ILeadStore leads, PlaybookShelf playbooks, TimeProvider clock)
{
    private const int PageSize = 200;

    /// <returns>Null when there is no such lead.</returns>
    public async Task<ScoreCard?> RunAsync(string leadId, DateTimeOffset at, CancellationToken ct)
    {
        return await leads.FindLeadAsync(leadId, ct) is { } lead ? await OfAsync(lead, at, null, ct) : null;
    }

    /// <summary>The same by the version that scores in the shadow; null when there is none.</summary>
    public async Task<ScoreCard?> ShadowAsync(string leadId, DateTimeOffset at, CancellationToken ct) =>
        playbooks.Shadow is { } shadow && await leads.FindLeadAsync(leadId, ct) is { } lead ? await OfAsync(lead, at, shadow, ct) : null;

    private async Task<ScoreCard> OfAsync(Lead lead, DateTimeOffset at, Rulebook? by, CancellationToken ct)
    {
        if (at < lead.UpdatedAt)
        {
            var then = by ?? playbooks.InForceAt(at);
            var past = Rebuild(lead, await UntilAsync(lead, at, ct), then);
            return Card(past, past.Ledger, then, at);
        }

        var rules = by is not null ? by : at < clock.GetUtcNow() ? playbooks.InForceAt(at) : playbooks.Current;
        var fits = !lead.LedgerSpilled && rules.Version == lead.Score.PlaybookVersion;
        return Card(lead, fits ? lead.Ledger : await Ledgers.StoredAsync(leads, lead, ct), rules, at);
    }

    /// <summary>The same for many instants: what happened is read once. Instants in ascending order.</summary>
    public async Task<IReadOnlyList<ScoreCard>> CurveAsync(Lead lead, IReadOnlyList<DateTimeOffset> instants, CancellationToken ct)
    {
        var happened = instants[0] < lead.UpdatedAt ? await UntilAsync(lead, lead.UpdatedAt, ct) : [];
        var ledger = lead.LedgerSpilled || playbooks.Current.Version != lead.Score.PlaybookVersion ? await leads.LedgerAsync(lead.Id, ct) : lead.Ledger;
        return [.. instants.Select(at =>
        {
            var rules = at < clock.GetUtcNow() ? playbooks.InForceAt(at) : playbooks.Current;
            if (at >= lead.UpdatedAt)
            {
                return Card(lead, ledger, rules, at);
            }

            var past = Rebuild(lead, [.. happened.Where(activity => activity.At <= at)], rules);
            return Card(past, past.Ledger, rules, at);
        })];
    }

    private static ScoreCard Card(Lead lead, IReadOnlyList<LedgerEvent> ledger, Rulebook rules, DateTimeOffset at) =>
        rules.Model.Explain(new ScoringInput(LeadFacts.Of(lead, rules.Domains, at), ledger, lead.Adjustments, lead.LastActivityAt), at);

    /// <summary>The lead as it was: a fold of what had happened.</summary>
    private static Lead Rebuild(Lead lead, IReadOnlyList<Activity> happened, Rulebook rules)
    {
        var signals = happened.OfType<Activity.SignalReceived>().Select(activity => activity.Signal).ToList();
        var edits = happened.OfType<Activity.Edited>().SelectMany(edit => Values(edit.Fields, edit.At, AttributeSource.Human));
        var enriched = happened.OfType<Activity.Enriched>().SelectMany(known => Values(known.Fields, known.At, AttributeSource.Enrichment));
        var past = Capture.Apply(Capture.New(lead.Id, lead.Email, lead.CreatedAt), signals, rules);
        return past with
        {
            Attributes = Capture.Merge(past.Attributes, edits.Concat(enriched)),
            Adjustments = [.. happened.OfType<Activity.Adjusted>().Select(one => new Adjustment(one.Id, one.At, one.By, one.Points, one.Reason))],
        };
    }

    private static IEnumerable<KeyValuePair<string, AttributeValue>> Values(IReadOnlyDictionary<string, string> fields, DateTimeOffset at, AttributeSource source) =>
        fields.Select(field => KeyValuePair.Create(field.Key, new AttributeValue(field.Value, at, source)));

    /// <summary>Of the lead, and since they were merged into it of the others too.</summary>
    private async Task<IReadOnlyList<Activity>> UntilAsync(Lead lead, DateTimeOffset at, CancellationToken ct)
    {
        var happened = await UntilAsync(lead.Id, at, ct);
        foreach (var absorbed in (lead.Absorbed ?? []).Where(one => one.Note.At <= at))
        {
            happened.AddRange(await UntilAsync(absorbed.Id, at, ct));
        }

        return happened;
    }

    private async Task<List<Activity>> UntilAsync(string leadId, DateTimeOffset at, CancellationToken ct)
    {
        var (happened, back) = (new List<Activity>(), new HashSet<string>(StringComparer.Ordinal));
        for (string? cursor = null; ;)
        {
            var page = await leads.ActivitiesAsync(leadId, cursor, PageSize, ct);
            back.UnionWith(page.Items.OfType<Activity.Retracted>().Select(retracted => retracted.SignalId));
            happened.AddRange(page.Items.Where(activity => activity.At <= at));
            if ((cursor = page.Next) is null)
            {
                // What turned out a machine's later never counted.
                return [.. happened.Where(activity => !back.Contains(activity.Id))];
            }
        }
    }
}
