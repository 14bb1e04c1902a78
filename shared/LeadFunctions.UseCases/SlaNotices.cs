using LeadFunctions.Domain.Clocks;
using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Playbooks;
using LeadFunctions.Domain.Routing;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.UseCases;

/// <summary>Warnings, breaches and escalations of clocks as messages to people, each with a permanent effect key. Wakes <see cref="Notify"/>.</summary>
public static class SlaNotices
{
    /// <param name="before">The lead whose owner let it come to this.</param>
    public static IEnumerable<Outgoing> Of(ClockChange change, Lead before, Playbook playbook) => change.Told.SelectMany(told =>
        told.Whom.SelectMany(whom => People(whom, before.Owner ?? change.Lead.Owner, playbook)).Distinct(StringComparer.Ordinal)
            .SelectMany(person => Reactions.ToldTo(person, before.Id, told.Occasion, "sla-" + told.What, playbook)));

    private static IEnumerable<string> People(SlaReceiver whom, Assignment? owner, Playbook playbook)
    {
        var person = playbook.People.FirstOrDefault(one => one.Id == owner?.PersonId);
        if (whom == SlaReceiver.Owner && person is { Active: true })
        {
            return [person.Id];
        }

        return Active(playbook, person?.Manager) is { } manager
            ? [manager.Id]
            : playbook.People.Where(one => one is { Role: "manager", Active: true }).Select(one => one.Id);
    }

    private static Person? Active(Playbook playbook, string? id) => playbook.People.FirstOrDefault(one => one.Id == id && one.Active);
}
