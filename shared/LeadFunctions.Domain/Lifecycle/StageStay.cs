using LeadFunctions.Domain.Leads;

namespace LeadFunctions.Domain.Lifecycle;

/// <summary>A stage the lead was in and has left.</summary>
public sealed record StageStay(Stage Stage, DateTimeOffset Since, DateTimeOffset Until)
{
    /// <summary>What ended it: an action, or why the lead moved by itself.</summary>
    public string? Cause { get; init; }

    public string? Reason { get; init; }

    /// <summary>Who had the lead at its end.</summary>
    public string? PersonId { get; init; }

    /// <summary>The pool whose turn that was.</summary>
    public string? PoolId { get; init; }

    /// <summary>Of a time as an MQL that another one followed: its first contact.</summary>
    public FirstContact? FirstContact { get; init; }

    /// <summary>Of a time as an opportunity that another one followed: its deal.</summary>
    public Deal? Deal { get; init; }
}

public static class Stays
{
    /// <summary>Older stays are on the timeline only.</summary>
    public const int Most = 50;

    /// <summary>The lead in another stage from now on; the stay that ends is kept. The same lead when it is there already.</summary>
    public static Lead Move(Lead lead, Stage to, DateTimeOffset now, string? cause = null, string? reason = null) => to == lead.Stage ? lead : lead with
    {
        Stage = to,
        StageSince = now,
        Stays =
        [
            .. lead.Stays.TakeLast(Most - 1),
            new StageStay(lead.Stage, lead.StageSince, now) { Cause = cause, Reason = reason, PersonId = lead.Owner?.PersonId, PoolId = lead.Owner?.PoolId ?? lead.Holding?.PoolId },
        ],
    };

    /// <summary>What the lead is about to forget goes to the stay it was about: another time as an MQL begins, or another deal.</summary>
    internal static Lead Remember(Lead lead, Stage stage, Func<StageStay, StageStay> with)
    {
        var last = -1;
        for (var at = 0; at < lead.Stays.Count; at++)
        {
            last = lead.Stays[at].Stage == stage ? at : last;
        }

        return last < 0 ? lead : lead with { Stays = [.. lead.Stays.Select((stay, at) => at == last ? with(stay) : stay)] };
    }

    /// <summary>When the lead last came to a stage; null when it was never there, or too long ago to be kept.</summary>
    public static DateTimeOffset? Last(Lead lead, Stage stage) => lead.Stage == stage ? lead.StageSince : lead.Stays.LastOrDefault(stay => stay.Stage == stage)?.Since;

    /// <summary>All the time spent in a stage so far, over every stay that is still kept.</summary>
    public static TimeSpan TimeIn(Lead lead, Stage stage, DateTimeOffset now) =>
        lead.Stays.Where(stay => stay.Stage == stage).Aggregate(TimeSpan.Zero, (sum, stay) => sum + (stay.Until - stay.Since))
        + (lead.Stage == stage && now > lead.StageSince ? now - lead.StageSince : TimeSpan.Zero);
}
