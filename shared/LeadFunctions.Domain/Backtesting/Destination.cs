using LeadFunctions.Domain.Playbooks;
using LeadFunctions.Domain.Routing;

namespace LeadFunctions.Domain.Backtesting;

/// <summary>
/// Where an MQL would have gone: the router's own answer at that instant, with account owners, absences, skills and territories. What lay on desks then is not
/// rebuilt, so nobody is too busy: this says how much comes, and the capacity beside it whether that is too much.
/// </summary>
internal static class Destination
{
    /// <returns><c>pool:bdr</c>, <c>person:grace</c> for whom a rule or the account names, or null when no rule takes it.</returns>
    public static string? Of(Playbook playbook, Facts facts, (string Id, DateTimeOffset At) lead, string? accountOwner)
    {
        var decision = Router.Decide(new RoutingQuestion
        {
            Playbook = playbook,
            Facts = facts,
            LeadId = lead.Id,
            DecisionId = "backtest",
            Now = lead.At,
            AccountOwnerPersonId = accountOwner,
        }).Decision;
        return decision.PoolId is { } pool ? "pool:" + pool : decision.PersonId is { } person ? "person:" + person : null;
    }
}
