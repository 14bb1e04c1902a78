using System.Globalization;
using LeadFunctions.Domain.Clocks;
using LeadFunctions.Domain.Lifecycle;
using LeadFunctions.Domain.Merging;
using LeadFunctions.Domain.Nurture;
using LeadFunctions.Domain.Playbooks;

namespace LeadFunctions.Domain.Leads;

/// <summary>
/// Opens and clicks that were counted turned out a machine's: the lead as if they had never been. The score is a fold, so they leave the ledger and it is folded
/// again; what depends on its history, crossings, stage, clocks and runs, is lived through again from before the first of them (<see cref="Relived"/>), also
/// where leads were merged since.
/// </summary>
public static class Retraction
{
    /// <summary>Of a stage that only what was taken back had been in the way of.</summary>
    public const string Cause = "threshold:retraction";

    private const string Prefix = "retracted:";

    /// <summary>Of the activity that takes a signal back.</summary>
    public static string IdOf(string signalId) => Prefix + signalId;

    /// <summary>Only these are anybody's word but the person's own.</summary>
    public static bool MayBe(string signal) => signal is "email-open" or "email-click";

    /// <summary>The events of a timeline that a score is made of: not those of machines, known at once or found out later.</summary>
    public static IReadOnlyList<LedgerEvent> Ledger(IReadOnlyCollection<Activity> timeline)
    {
        var back = timeline.OfType<Activity.Retracted>().Select(one => one.SignalId).ToHashSet(StringComparer.Ordinal);
        return [.. from received in timeline.OfType<Activity.SignalReceived>()
                   where received.Signal.Verdict != Verdict.Machine && !back.Contains(received.Signal.Id)
                   select new LedgerEvent(received.Signal.Id, received.Signal.Name, received.Signal.At)];
    }

    /// <param name="ledger">The lead's events and those of the leads merged into it; its own, or those read from the activities when they spilled.</param>
    /// <param name="shares">Of each lead merged into it the ids of its events; needed where that was since (<see cref="Arrival.Joined"/>).</param>
    /// <param name="back">Ids of signals; of those that never counted nothing is taken back.</param>
    public static TakenBack Of(Lead lead, IReadOnlyList<LedgerEvent> ledger, IReadOnlyDictionary<string, IReadOnlySet<string>> shares, IReadOnlySet<string> back, (Rulebook Rules, DateTimeOffset Now) at)
    {
        var (rules, now) = at;
        var kept = ledger.Where(one => !back.Contains(one.Id)).ToList();
        var arrivals = lead.Arrivals ?? [];
        var from = arrivals.TakeWhile(arrival => !arrival.Signals.Any(signal => back.Contains(signal.Id))).Count();
        var known = lead with { Ledger = lead.LedgerSpilled ? [] : [.. lead.Ledger.Where(one => !back.Contains(one.Id))] };
        if (from == arrivals.Count || arrivals[from].Before is not { } before)
        {
            return new TakenBack(Staged(Progress.At(known, kept, rules, now).Lead, lead), StageUndone: false, null, [], now);
        }

        var lived = new Relived(known, kept, shares, rules).Through(before.On(known, before.IsUndone(lead), arrivals[from].At), from, back, now);
        var taken = Difference(lead, before, lived, (arrivals[from].At, now));
        // A machine's click may have been in the way: of a few in a day, as many as count, a person's own came too late.
        return lead.Stage == Stage.Raw && lived.Lead.Stage == Stage.Mql ? Promoted(taken, now) : taken.StageUndone ? Lapsed(taken, now) : taken;
    }

    /// <summary>The lead as it would be by that other life, but for what people have decided on it and said about it since.</summary>
    private static TakenBack Difference(Lead lead, StandingBefore before, Life lived, (DateTimeOffset Since, DateTimeOffset Now) at)
    {
        var again = Staged(lived.Lead, before.IsUndone(lead) || before.IsSame(lead) ? lived.Lead : lead) with
        {
            Crossings = Counted(lead, lived.Lead),
            Owner = lead.Owner,
            Holding = lead.Holding,
            Clocks = lead.Clocks,
            Enrolments = lead.Enrolments,
            Arrivals = lived.Arrivals.Count == 0 ? null : lived.Arrivals,
        };
        var calmed = ClocksTakenBack.Of(again, lived.Lead.Clocks, at.Since, at.Now);
        var called = lead.Clocks.Where(clock => ClocksTakenBack.IsNone(clock, lived.Lead.Clocks, at.Since)).Select(clock => "clock:" + clock.Id);
        return new TakenBack(calmed.Lead, before.IsUndone(lead) && again.Stage == Stage.Raw, before, [.. Rises(lead, before).Except(lived.Rose), .. called], at.Since)
        {
            Activities = calmed.Activities,
            Rose = lived.Rose,
            Runs = [.. (lived.Lead.Enrolments ?? []).Where(run => run.EnteredAt >= at.Since)],
            Clocks = calmed with { Told = [.. lived.Told.Where(told => !lead.Clocks.Any(clock => clock.HasTold(told.Occasion)))] },
        };
    }

    private static Lead Staged(Lead lead, Lead stage) => lead with
    {
        Stage = stage.Stage,
        StageSince = stage.StageSince,
        Stays = stage.Stays,
        Recycled = stage.Recycled,
        FirstContact = stage.FirstContact,
        BecameMql = stage.BecameMql,
    };

    /// <summary>Where somebody has decided on its stage since, it is an MQL from now on; else since it would have been one.</summary>
    private static TakenBack Promoted(TakenBack taken, DateTimeOffset now) => taken with
    {
        Lead = taken.Lead.Stage == Stage.Mql ? taken.Lead : Stays.Move(taken.Lead, Stage.Mql, now) with
        {
            Recycled = null,
            FirstContact = null,
            BecameMql = new MqlMark(now, taken.Lead.Score.Total, taken.Lead.Score.PlaybookVersion),
        },
        Activities = [.. taken.Activities, new Activity.StageChanged($"stage:mql:{now.ToUnixTimeMilliseconds()}", now, Stage.Raw, Stage.Mql, Cause, null)],
        BecameMql = true,
    };

    /// <summary>Nobody is offered it any more, and nobody looks for somebody; who has it keeps it, for they know of it.</summary>
    private static TakenBack Lapsed(TakenBack taken, DateTimeOffset now)
    {
        var (lead, occasions) = (taken.Lead, taken.Occasions.ToList());
        if (lead.Owner is { } owner && owner.At >= taken.Since)
        {
            occasions.Add(owner.DecisionId);
        }

        if (lead.Holding is { } holding)
        {
            occasions.Add(string.Create(CultureInfo.InvariantCulture, $"held:{holding.Since.ToUnixTimeMilliseconds()}"));
        }

        // Who only has it because another lead was theirs that was merged into it, was told nothing.
        var owned = lead.Owner?.RuleId == Union.RuleId ? lead with { Owner = taken.Before!.Owner } : lead;
        var change = new Change(owned with { Holding = owned.Owner is null ? null : owned.Holding }, taken.Activities);
        change = Desk.OpenHandoff(lead) is { Kind: HandoffKind.MarketingToSales } open
            ? Handoffs.Answer(change, open, HandoffState.Lapsed, "retracted", open.Id, "system", now)
            : change;
        return taken with { Lead = change.Lead, Activities = change.Activities, Occasions = occasions };
    }

    /// <summary>Armed as if it had never been; numbers that name what people were told are not given out again.</summary>
    private static Dictionary<string, Crossing> Counted(Lead was, Lead now) => now.Crossings.Keys.Union(was.Crossings.Keys).ToDictionary(
        band => band,
        band => (now.Crossings.GetValueOrDefault(band) ?? new Crossing(Armed: true, 0, null)) is var crossing && was.Crossings.GetValueOrDefault(band) is { } former && former.Ordinal > crossing.Ordinal
            ? crossing with { Ordinal = former.Ordinal }
            : crossing,
        StringComparer.Ordinal);

    /// <summary>The occasion of a band's up-crossing.</summary>
    internal static string Rise(string band, int ordinal) => string.Create(CultureInfo.InvariantCulture, $"band-up:{band}:{ordinal}");

    /// <summary>All up-crossings since.</summary>
    private static IEnumerable<string> Rises(Lead lead, StandingBefore before) => lead.Crossings.SelectMany(one =>
        Enumerable.Range(1, one.Value.Ordinal).Skip(before.Crossings.GetValueOrDefault(one.Key)?.Ordinal ?? 0).Select(ordinal => Rise(one.Key, ordinal)));
}

/// <summary>A lead without signals that turned out a machine's.</summary>
/// <param name="StageUndone">It had become an MQL by them alone, and is not one any more.</param>
/// <param name="Before">How it stood before the first of them; null when that is too long ago, and then only the points are taken back.</param>
/// <param name="Occasions">Of what people were told and no longer holds.</param>
/// <param name="Since">When the first of them came.</param>
public sealed record TakenBack(Lead Lead, bool StageUndone, StandingBefore? Before, IReadOnlyList<string> Occasions, DateTimeOffset Since)
{
    public bool BecameMql { get; init; }

    /// <summary>Occasions of bands that its owner would have been told of since.</summary>
    public IReadOnlyList<string> Rose { get; init; } = [];

    /// <summary>Runs that it would have begun since.</summary>
    public IReadOnlyList<Enrolment> Runs { get; init; } = [];

    /// <summary>Who is to be told of clocks that only what was taken back had kept from running.</summary>
    public ClockChange Clocks { get; init; } = new(Lead);

    /// <summary>What became of its stage, an offer or clocks by it.</summary>
    public IReadOnlyList<Activity> Activities { get; init; } = [];
}
