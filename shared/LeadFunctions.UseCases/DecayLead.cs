using LeadFunctions.Domain.Leads;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.UseCases;

/// <summary>
/// The instant came at which time alone changes a lead -> its standing then. Whether early, late or twice: state decides. Also the safety net of
/// <see cref="WatchSla"/>: marks of clocks that no message came for.
/// </summary>
public sealed class DecayLead(ILeadStore leads, PlaybookShelf playbooks, TimeProvider clock) : IHandle<Message.LeadDue>
{
    public async Task<Outcome> HandleAsync(IReadOnlyList<Message.LeadDue> messages, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var found = await leads.FindLeadAsync(messages[0].LeadId, ct);
        if (found?.DueAt is not { } due || due > now)
        {
            return new Outcome.Skipped("not due");
        }

        var rules = playbooks.Current;
        var (lead, ledger) = await leads.LedgerOfAsync(found, [], rules, ct);
        var standing = Progress.At(lead, ledger, rules, now, former: playbooks.FormerOf(lead));
        var commit = new Commit { Lead = standing.Lead, Activities = standing.Activities, Messages = [.. Reactions.To(standing, rules.Playbook)] };
        return new Outcome.Done(Consequences.Of(found, await UndoneByModel.OfAsync(leads, found, commit, rules, now, ct), rules, now));
    }
}
