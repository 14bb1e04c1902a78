using LeadFunctions.Domain.Clocks;
using LeadFunctions.Domain.Lifecycle;
using LeadFunctions.Domain.Merging;
using LeadFunctions.Domain.Nurture;

namespace LeadFunctions.Domain.Leads;

/// <summary>How a lead stood, as far as it depends on what happened before and not on the score alone. Stored as JSON: names are promises.</summary>
public sealed record StandingBefore(IReadOnlyDictionary<string, Crossing> Crossings, Stage Stage, DateTimeOffset StageSince, DateTimeOffset LastActivityAt)
{
    public DateTimeOffset? ScoreDueAt { get; init; }

    public Recycling? Recycled { get; init; }

    public FirstContact? FirstContact { get; init; }

    public MqlMark? BecameMql { get; init; }

    public Assignment? Owner { get; init; }

    /// <summary>Those that ran.</summary>
    public IReadOnlyList<Clock>? Clocks { get; init; }

    /// <summary>Runs that were active.</summary>
    public IReadOnlyList<Enrolment>? Runs { get; init; }

    public static StandingBefore Of(Lead lead) => new(lead.Crossings, lead.Stage, lead.StageSince, lead.Version == 0 ? default : lead.LastActivityAt)
    {
        ScoreDueAt = lead.ScoreDueAt,
        Recycled = lead.Recycled,
        FirstContact = lead.FirstContact,
        BecameMql = lead.BecameMql,
        Owner = lead.Owner,
        Clocks = lead.Clocks.Where(clock => clock.IsOpen).ToList() is { Count: > 0 } running ? running : null,
        Runs = lead.Enrolments?.Where(run => run.IsActive).ToList() is { Count: > 0 } active ? active : null,
    };

    /// <summary>The stage is the lead's own still where somebody has decided on it since.</summary>
    /// <param name="since">When what came after it did.</param>
    internal Lead On(Lead lead, bool stageToo, DateTimeOffset since) => (stageToo ? Staged(lead) : lead) with
    {
        Crossings = Crossings,
        LastActivityAt = LastActivityAt,
        ScoreDueAt = ScoreDueAt,
        // Points may have been given at that very instant.
        UpdatedAt = since.AddTicks(-1),
        Clocks = Clocks ?? [],
        Enrolments = [.. (lead.Enrolments ?? []).Where(run => run.EnteredAt < since && !Union.IsCopy(run)).Select(run => Runs?.FirstOrDefault(one => one.Id == run.Id) ?? run)],
    };

    /// <summary>True when nothing but score or signals has moved the stage since: raw then, and an MQL ever since.</summary>
    internal bool IsUndone(Lead lead) =>
        Stage == Stage.Raw && lead is { Stage: Stage.Mql, FirstContact: null, Stays: [.., { Stage: Stage.Raw } last] } && last.Since == StageSince;

    /// <summary>True when it is as raw as it was.</summary>
    internal bool IsSame(Lead lead) => Stage == Stage.Raw && lead.Stage == Stage.Raw && lead.StageSince == StageSince;

    private Lead Staged(Lead lead) => lead with
    {
        Stage = Stage,
        StageSince = StageSince,
        Stays = [.. lead.Stays.SkipLast(1)],
        Recycled = Recycled,
        FirstContact = FirstContact,
        BecameMql = BecameMql,
        Owner = Owner,
        Holding = null,
    };
}
