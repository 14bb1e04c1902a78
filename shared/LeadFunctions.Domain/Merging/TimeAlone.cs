using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Playbooks;

namespace LeadFunctions.Domain.Merging;

/// <summary>What time alone does to a share of a merged lead: no timer looks at it, so it is made up for before anything else is said about it.</summary>
public static class TimeAlone
{
    private const int MostSteps = 100;

    /// <summary>Every instant that would have woken the decay timer, in order.</summary>
    public static Lead Until(DateTimeOffset now, Lead share, Rulebook rules)
    {
        for (var steps = 0; steps < MostSteps && share.ScoreDueAt is { } due && due <= now && !share.LedgerSpilled && share.Score.PlaybookVersion == rules.Version; steps++)
        {
            share = Progress.At(share, share.Ledger, rules, due).Lead;
        }

        return share;
    }
}
