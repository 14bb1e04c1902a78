using System.Globalization;
using LeadFunctions.Domain.Clocks;
using LeadFunctions.Domain.Lifecycle;
using LeadFunctions.Domain.Playbooks;

namespace LeadFunctions.Domain.Leads;

/// <summary>
/// Opens and clicks that were counted turned out a machine's (semantics 10): the lead as if they had never been. The score is a fold, so they leave the ledger
/// and it is folded again; what depends on its history, crossings and the stage, is lived through again from before the first of them.
/// </summary>
public static class Retraction
{
    private const string Prefix = "retracted:";
    private const int MostChanges = 200;

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

    /// <param name="ledger">The lead's events, or those read from the activities when they spilled.</param>
    /// <param name="back">Ids of signals; of those that never counted nothing is taken back.</param>
    public static TakenBack Of(Lead lead, IReadOnlyList<LedgerEvent> ledger, IReadOnlySet<string> back, Rulebook rules, DateTimeOffset now)
    {
        var kept = ledger.Where(one => !back.Contains(one.Id)).ToList();
        var arrivals = lead.Arrivals ?? [];
        var from = arrivals.TakeWhile(arrival => !arrival.Signals.Any(signal => back.Contains(signal.Id))).Count();
        var known = lead with { Ledger = lead.LedgerSpilled ? [] : kept };
        if (from == arrivals.Count || arrivals[from].Before is not { } before)
        {
            var late = Progress.At(known, kept, rules, now).Lead;
            return new TakenBack(late with { Stage = lead.Stage, StageSince = lead.StageSince, Stays = lead.Stays }, StageUndone: false, null, [], now);
        }

        var undoable = before.IsUndone(lead);
        var lived = new Relived(before.On(known, undoable) with { UpdatedAt = arrivals[from].At }, kept, rules).Through(arrivals, from, back, now);
        var undone = undoable && lived.Lead.Stage == Stage.Raw;
        var again = lived.Lead with
        {
            Crossings = Counted(lead, lived.Lead),
            Stage = undone ? Stage.Raw : lead.Stage,
            StageSince = undone ? before.StageSince : lead.StageSince,
            Stays = undone ? lived.Lead.Stays : lead.Stays,
            Recycled = undone ? lived.Lead.Recycled : lead.Recycled,
            FirstContact = undone ? lived.Lead.FirstContact : lead.FirstContact,
            Arrivals = lived.Arrivals.Count == 0 ? null : lived.Arrivals,
        };
        var taken = new TakenBack(again, undone, before, [.. Rises(lead, lived.Lead)], arrivals[from].At);
        // A machine's click may have been in the way: of a few in a day, as many as count, a person's own came too late.
        taken = lead.Stage == Stage.Raw && lived.Lead.Stage == Stage.Mql ? Promoted(taken, now) : taken;
        return undone ? Lapsed(taken, now) : Calmed(taken, [.. arrivals.Where(arrival => arrival.Signals.Any(signal => back.Contains(signal.Id))).Select(arrival => arrival.At)], now);
    }

    private static TakenBack Promoted(TakenBack taken, DateTimeOffset now) => taken with
    {
        Lead = Stays.Move(taken.Lead, Stage.Mql, now) with { Recycled = null, FirstContact = null },
        Activities = [new Activity.StageChanged($"stage:mql:{now.ToUnixTimeMilliseconds()}", now, Stage.Raw, Stage.Mql, "threshold:retraction", null)],
        BecameMql = true,
    };

    /// <summary>Nobody is offered it any more, and nobody looks for somebody; who has it keeps it, for they know of it.</summary>
    private static TakenBack Lapsed(TakenBack taken, DateTimeOffset now)
    {
        var (lead, occasions) = (taken.Lead, taken.Occasions.ToList());
        occasions.AddRange(lead.Clocks.Where(clock => clock.IsOpen && clock.StartedAt >= taken.Since.AddMilliseconds(-1)).Select(clock => "clock:" + clock.Id));
        if (lead.Owner is { } owner && owner.At >= taken.Since)
        {
            occasions.Add(owner.DecisionId);
        }

        if (lead.Holding is { } holding)
        {
            occasions.Add(string.Create(CultureInfo.InvariantCulture, $"held:{holding.Since.ToUnixTimeMilliseconds()}"));
        }

        var change = new Change(lead with { Holding = lead.Owner is null ? null : lead.Holding }, []);
        change = Desk.OpenHandoff(lead) is { Kind: HandoffKind.MarketingToSales } open
            ? Handoffs.Answer(change, open, HandoffState.Lapsed, "retracted", open.Id, "system", now)
            : change;
        return taken with { Lead = change.Lead, Activities = change.Activities, Occasions = occasions };
    }

    private static TakenBack Calmed(TakenBack taken, IReadOnlyList<DateTimeOffset> started, DateTimeOffset now)
    {
        if (taken.Occasions.Count == 0)
        {
            return taken;
        }

        var calmed = ClocksTakenBack.Of(taken.Lead, started, now);
        return taken with
        {
            Lead = calmed.Lead,
            Activities = [.. taken.Activities, .. calmed.Activities],
            Occasions = [.. taken.Occasions, .. calmed.Activities.OfType<Activity.Clocked>().Select(line => "clock:" + line.ClockId)],
        };
    }

    /// <summary>Armed as if it had never been; numbers that name what people were told are not given out again.</summary>
    private static Dictionary<string, Crossing> Counted(Lead was, Lead now) => now.Crossings.Keys.Union(was.Crossings.Keys).ToDictionary(
        band => band,
        band => (now.Crossings.GetValueOrDefault(band) ?? new Crossing(Armed: true, 0, null)) is var crossing && was.Crossings.GetValueOrDefault(band) is { } former && former.Ordinal > crossing.Ordinal
            ? crossing with { Ordinal = former.Ordinal }
            : crossing,
        StringComparer.Ordinal);

    /// <summary>Up-crossings that were told and are none.</summary>
    private static IEnumerable<string> Rises(Lead was, Lead now)
    {
        foreach (var (band, crossing) in was.Crossings)
        {
            for (var ordinal = (now.Crossings.GetValueOrDefault(band)?.Ordinal ?? 0) + 1; ordinal <= crossing.Ordinal; ordinal++)
            {
                yield return string.Create(CultureInfo.InvariantCulture, $"band-up:{band}:{ordinal}");
            }
        }
    }

    /// <summary>A lead's life once more, without some of what happened: each arrival at its time, and in between the changes that time alone makes.</summary>
    private sealed class Relived(Lead start, IReadOnlyList<LedgerEvent> ledger, Rulebook rules)
    {
        private Lead _lead = start;

        public (Lead Lead, IReadOnlyList<Arrival> Arrivals) Through(IReadOnlyList<Arrival> arrivals, int from, IReadOnlySet<string> back, DateTimeOffset now)
        {
            var still = new List<Arrival>(arrivals.Take(from));
            for (var i = from; i < arrivals.Count; i++)
            {
                var signals = arrivals[i].Signals.Where(signal => !back.Contains(signal.Id)).ToList();
                var later = arrivals.Skip(i + 1).SelectMany(arrival => arrival.Signals).Select(signal => signal.Id).ToHashSet(StringComparer.Ordinal);
                var seen = ledger.Where(one => !later.Contains(one.Id)).ToList();
                Time(arrivals[i].At, [.. seen.Where(one => signals.All(signal => signal.Id != one.Id))]);
                var before = arrivals[i].Before is { } was ? StandingBefore.Of(_lead) with { Runs = was.Runs } : null;
                if (signals.Count > 0)
                {
                    still.Add(new Arrival(arrivals[i].At, signals, signals.Any(signal => MayBe(signal.Signal)) ? before : null));
                    Look(arrivals[i].At, seen, signals);
                }
            }

            Time(now, ledger);
            Look(now, ledger, []);
            return (_lead, [.. still.SkipWhile(arrival => arrival.Before is null)]);
        }

        private void Time(DateTimeOffset until, IReadOnlyList<LedgerEvent> seen)
        {
            for (var changes = 0; changes < MostChanges && Next(until) is { } due; changes++)
            {
                Look(due, seen, []);
            }
        }

        /// <summary>What time changes, and points given by hand.</summary>
        private DateTimeOffset? Next(DateTimeOffset until)
        {
            var given = _lead.Adjustments.Where(one => one.At > _lead.UpdatedAt).Min(one => (DateTimeOffset?)one.At);
            var next = given < _lead.ScoreDueAt || _lead.ScoreDueAt is null ? given : _lead.ScoreDueAt;
            return next < until ? next : null;
        }

        private void Look(DateTimeOffset at, IReadOnlyList<LedgerEvent> seen, List<LedgerEvent> fresh)
        {
            var last = fresh.Aggregate(_lead.LastActivityAt, (latest, signal) => signal.At > latest ? signal.At : latest);
            var raised = fresh.FirstOrDefault(signal => rules.Signal(signal.Signal)?.HandRaise == true).Signal;
            _lead = Progress.At(_lead with { LastActivityAt = last }, seen, rules, at, raised).Lead;
        }
    }
}

/// <summary>A lead without signals that turned out a machine's.</summary>
/// <param name="StageUndone">It had become an MQL by them alone, and is not one any more.</param>
/// <param name="Before">How it stood before the first of them; null when that is too long ago, and then only the points are taken back.</param>
/// <param name="Occasions">Of what people were told and no longer holds.</param>
/// <param name="Since">When the first of them came.</param>
public sealed record TakenBack(Lead Lead, bool StageUndone, StandingBefore? Before, IReadOnlyList<string> Occasions, DateTimeOffset Since)
{
    public bool BecameMql { get; init; }

    /// <summary>What became of its stage, an offer or clocks by it.</summary>
    public IReadOnlyList<Activity> Activities { get; init; } = [];
}
