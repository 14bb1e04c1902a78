using LeadFunctions.Domain.Lifecycle;
using LeadFunctions.Domain.Nurture;

namespace LeadFunctions.Domain.Leads;

/// <summary>
/// Signals of people that came to a lead in one commit, kept for a few days while an open or click among them may still turn out a machine's: what
/// <see cref="Retraction"/> takes back is worked out from here. Stored as JSON: names are promises.
/// </summary>
/// <param name="At">When the lead was looked at again because of them.</param>
/// <param name="Before">How the lead stood before; only where one of them may be taken back.</param>
public sealed record Arrival(DateTimeOffset At, IReadOnlyList<LedgerEvent> Signals, StandingBefore? Before)
{
    /// <summary>Later than this nothing is taken back but the points: providers repeat themselves for a day.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(3);

    private const int Most = 60;

    /// <summary>What is kept on the lead after signals came.</summary>
    /// <param name="fresh">Of people, applied to <paramref name="before"/> now.</param>
    /// <returns>Null when there is nothing that may be taken back.</returns>
    public static IReadOnlyList<Arrival>? Add(Lead before, IReadOnlyList<Signal> fresh, DateTimeOffset now)
    {
        var people = fresh.Where(signal => signal.Verdict != Verdict.Machine).ToList();
        var known = (before.Arrivals ?? []).Where(arrival => now - arrival.At < Kept).TakeLast(Most - 1).SkipWhile(arrival => arrival.Before is null).ToList();
        var provisional = people.Any(signal => Retraction.MayBe(signal.Name));
        if (people.Count == 0 || (known.Count == 0 && !provisional))
        {
            return known.Count == 0 ? null : known;
        }

        return [.. known, new Arrival(now, [.. people.Select(signal => new LedgerEvent(signal.Id, signal.Name, signal.At))], provisional ? StandingBefore.Of(before) : null)];
    }
}

/// <summary>How a lead stood, as far as it depends on what happened before and not on the score alone.</summary>
public sealed record StandingBefore(IReadOnlyDictionary<string, Crossing> Crossings, Stage Stage, DateTimeOffset StageSince, DateTimeOffset LastActivityAt)
{
    public DateTimeOffset? ScoreDueAt { get; init; }

    public Recycling? Recycled { get; init; }

    public FirstContact? FirstContact { get; init; }

    /// <summary>Runs that were active.</summary>
    public IReadOnlyList<Enrolment>? Runs { get; init; }

    public static StandingBefore Of(Lead lead) => new(lead.Crossings, lead.Stage, lead.StageSince, lead.Version == 0 ? default : lead.LastActivityAt)
    {
        ScoreDueAt = lead.ScoreDueAt,
        Recycled = lead.Recycled,
        FirstContact = lead.FirstContact,
        Runs = lead.Enrolments?.Where(run => run.IsActive).ToList() is { Count: > 0 } active ? active : null,
    };

    /// <summary>The stage is the lead's own still where somebody has decided on it since.</summary>
    internal Lead On(Lead lead, bool stageToo) => lead with
    {
        Crossings = Crossings,
        LastActivityAt = LastActivityAt,
        ScoreDueAt = ScoreDueAt,
        Stage = stageToo ? Stage : lead.Stage,
        StageSince = stageToo ? StageSince : lead.StageSince,
        Stays = stageToo ? [.. lead.Stays.SkipLast(1)] : lead.Stays,
        Recycled = stageToo ? Recycled : lead.Recycled,
        FirstContact = stageToo ? FirstContact : lead.FirstContact,
    };

    /// <summary>True when nothing but score or signals has moved the stage since: raw then, and an MQL ever since.</summary>
    internal bool IsUndone(Lead lead) =>
        Stage == Stage.Raw && lead is { Stage: Stage.Mql, FirstContact: null, Stays: [.., { Stage: Stage.Raw } last] } && last.Since == StageSince;
}
