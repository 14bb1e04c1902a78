using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Playbooks;
using LeadFunctions.Domain.Routing;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.UseCases.Notifying;

/// <summary>Everything a notification is made of besides the lead: the playbook in force, the score explained as of now, the links, and the time.</summary>
public sealed class Briefing(PlaybookShelf playbooks, ExplainScore explain, SiteLinks links, TimeProvider clock)
{
    public Playbook Playbook => playbooks.Current.Playbook;

    public DateTimeOffset Now => clock.GetUtcNow();

    public async Task<Notification> OfAsync(Message.NotificationDue due, Lead lead, Person person, CancellationToken ct) =>
        Compose.Notification(due, lead, person, await explain.RunAsync(lead.Id, Now, ct), Playbook, links, Now);

    public Notification OfDigest(string effectKey, IEnumerable<(DigestItem Item, Lead Lead)> leads, Person person) =>
        Compose.Digest(effectKey, [.. leads.Select(one => Compose.Line(one.Item, one.Lead, person, Playbook, links, Now))], person, Now);
}
