using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Playbooks;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.UseCases;

/// <summary>What a lead's new standing sets off, whoever caused it: a signal, an adjustment, an edit, or time.</summary>
public static class Reactions
{
    /// <summary>Cause of a routing that tells nobody.</summary>
    public const string Import = "import";

    /// <param name="imported">Old news from a file: it is routed, and nobody is paged for it.</param>
    public static IEnumerable<Outgoing> To(Standing standing, Playbook playbook, bool imported = false)
    {
        var lead = standing.Lead;
        if (standing.BecameMql && lead.Owner is null)
        {
            yield return new Outgoing(new Message.LeadNeedsOwner(lead.Id, imported ? Import : "mql"));
        }
        else if (!imported && standing.RoseTo is { } band && lead.Owner is { } owner)
        {
            foreach (var message in ToldTo(owner.PersonId, lead.Id, $"band-up:{band}:{lead.Crossings[band].Ordinal}", "band-up", playbook))
            {
                yield return message;
            }
        }
        else if (!imported && standing.BecameMql && lead.Owner is { } known)
        {
            // Somebody has had it since before, and no band was crossed: it asked for a person.
            foreach (var message in ToldTo(known.PersonId, lead.Id, $"mql:{lead.StageSince.ToUnixTimeMilliseconds()}", "hand-raise", playbook))
            {
                yield return message;
            }
        }
    }

    /// <summary>A lead that was not there before is looked up, where the playbook says by whom.</summary>
    public static IEnumerable<Outgoing> ToNew(string leadId, Playbook playbook) =>
        playbook.Enrichment is null ? [] : [new Outgoing(new Message.LeadCaptured(leadId))];

    /// <summary>One message per channel of the person, each with its own permanent effect key (lead, event, recipient, channel).</summary>
    /// <param name="occasion">What happened, unique for the lead: the same occasion is told once.</param>
    /// <param name="dueBy">Until when the person should have done it.</param>
    public static IEnumerable<Outgoing> ToldTo(string personId, string leadId, string occasion, string reason, Playbook playbook, DateTimeOffset? dueBy = null)
    {
        var own = playbook.People.FirstOrDefault(person => person.Id == personId)?.Channels ?? [];
        return (own.Count > 0 ? own : playbook.Notifications.Channels).Select(channel =>
            new Outgoing(new Message.NotificationDue(leadId, $"notify:{leadId}:{occasion}:{personId}:{channel}", personId, reason, channel, dueBy)));
    }
}
