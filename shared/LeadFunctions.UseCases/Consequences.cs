using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Playbooks;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.UseCases;

/// <summary>
/// What follows from any change of a lead, whoever made it: every use case that commits a lead puts its commit through here, so that clocks,
/// outside systems and timers see all changes and each of them once.
/// </summary>
public static class Consequences
{
    /// <param name="before">The lead as it was read; a new one as it was captured.</param>
    /// <param name="commit">What the use case decided: the lead after it, its new activities, its messages.</param>
    /// <returns>The commit with what follows added to it; the same when it changes no lead.</returns>
    public static Commit Of(Lead before, Commit commit, Rulebook rules, DateTimeOffset now) => commit;
}
