using LeadFunctions.Domain.Leads;

namespace LeadFunctions.Domain.Lifecycle;

/// <summary>A stage the lead was in and has left.</summary>
public sealed record StageStay(Stage Stage, DateTimeOffset Since, DateTimeOffset Until);

public static class Stays
{
    /// <summary>Older stays are on the timeline only.</summary>
    public const int Most = 50;

    /// <summary>The lead in another stage from now on; the stay that ends is kept. The same lead when it is there already.</summary>
    public static Lead Move(Lead lead, Stage to, DateTimeOffset now) => to == lead.Stage ? lead : lead with
    {
        Stage = to,
        StageSince = now,
        Stays = [.. lead.Stays.TakeLast(Most - 1), new StageStay(lead.Stage, lead.StageSince, now)],
    };

    /// <summary>When the lead last came to a stage; null when it was never there, or too long ago to be kept.</summary>
    public static DateTimeOffset? Last(Lead lead, Stage stage) => lead.Stage == stage ? lead.StageSince : lead.Stays.LastOrDefault(stay => stay.Stage == stage)?.Since;

    /// <summary>All the time spent in a stage so far, over every stay that is still kept.</summary>
    public static TimeSpan TimeIn(Lead lead, Stage stage, DateTimeOffset now) =>
        lead.Stays.Where(stay => stay.Stage == stage).Aggregate(TimeSpan.Zero, (sum, stay) => sum + (stay.Until - stay.Since))
        + (lead.Stage == stage && now > lead.StageSince ? now - lead.StageSince : TimeSpan.Zero);
}
