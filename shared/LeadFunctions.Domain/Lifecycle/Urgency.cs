using LeadFunctions.Domain.Clocks;
using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Playbooks;

namespace LeadFunctions.Domain.Lifecycle;

/// <summary>
/// A lead's place in an inbox as one number, kept with the lead, so that a store finds the most urgent by an index: passed and nearest deadlines first, then the
/// hotter band, then who waits longest. A playbook that moves hours or bands changes it when the lead changes next.
/// </summary>
public static class Urgency
{
    /// <summary>Later than every deadline there is.</summary>
    private const long NoDeadline = 4_000_000_000_000_000_000;

    /// <summary>More than there are seconds until the year 10000.</summary>
    private const long Band = 1_000_000_000_000;
    private const long MostBands = 1000;

    /// <returns>The smaller the sooner; null for a lead that nobody has to do anything about.</returns>
    public static long? Of(Lead lead, Playbook playbook)
    {
        if (lead.Stage == Stage.Raw || (Desk.Of(lead) is null && !Desk.IsSearched(lead)))
        {
            return null;
        }

        return Deadline(lead, playbook)?.UtcTicks ?? NoDeadline + ((MostBands - Heat(lead, playbook)) * Band) + (lead.StageSince.UtcTicks / TimeSpan.TicksPerSecond);
    }

    /// <summary>Of the clocks that run, the earliest; what is paused does not press.</summary>
    private static DateTimeOffset? Deadline(Lead lead, Playbook playbook) =>
        lead.Clocks.Where(clock => clock is { IsOpen: true, IsPaused: false }).Min(clock => clock.BreachedAt ?? ClockTime.Deadline(clock, playbook));

    private static long Heat(Lead lead, Playbook playbook)
    {
        for (var at = Math.Min(playbook.Bands.Count, (int)MostBands) - 1; at >= 0; at--)
        {
            if (playbook.Bands[at].Id == lead.Score.Band)
            {
                return at;
            }
        }

        return -1;
    }
}
