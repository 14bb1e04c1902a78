using LeadFunctions.Domain.Leads;

namespace LeadFunctions.Domain.Lifecycle;

/// <summary>On whose desk a lead lies: what workloads count.</summary>
public static class Desk
{
    /// <summary>The owner, while there is something to do: a customer whose kickoff took place, a closed lead and one merged into another are on nobody's desk.</summary>
    public static string? Of(Lead lead) =>
        lead.MergedInto is not null || lead.Stage is Stage.Lost or Stage.Disqualified or Stage.Archived || (lead.Stage == Stage.Customer && lead.Deal?.KickoffAt is not null)
            ? null
            : lead.Owner?.PersonId;

    /// <summary>Whether routing has to find somebody: nobody works it, or nobody has been found to receive it.</summary>
    public static bool IsSearched(Lead lead) =>
        lead.MergedInto is null && (HandoffToRoute(lead) is not null
        || (lead.Owner is null && (lead.Stage is Stage.Mql or Stage.Sal or Stage.Sql or Stage.Opportunity || lead is { Stage: Stage.Customer, Deal.KickoffAt: null })));

    /// <summary>By which handoff's rules and among whose receivers: those of the team that works the stage. Null: by the playbook's own.</summary>
    public static HandoffKind? RoutedAs(Lead lead) => HandoffToRoute(lead)?.Kind ?? lead.Stage switch
    {
        Stage.Sql or Stage.Opportunity => HandoffKind.SdrToAe,
        Stage.Customer => HandoffKind.SalesToCs,
        _ => null,
    };

    /// <summary>The handoff that waits for its receiver to be found.</summary>
    public static Handoff? HandoffToRoute(Lead lead) => OpenHandoff(lead) is { ToPersonId: null, Kind: not HandoffKind.MarketingToSales } open ? open : null;

    /// <summary>The handoff nobody has answered yet.</summary>
    public static Handoff? OpenHandoff(Lead lead) => lead.Handoffs.FirstOrDefault(handoff => handoff.State == HandoffState.Offered);
}
