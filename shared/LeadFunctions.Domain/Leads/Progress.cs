using LeadFunctions.Domain.Lifecycle;
using LeadFunctions.Domain.Playbooks;
using LeadFunctions.Domain.Scoring;

namespace LeadFunctions.Domain.Leads;

/// <summary>Where a lead stands at an instant: score, band crossings, stage, and when time alone will change any of it (semantics 1 to 3).</summary>
public static class Progress
{
    /// <param name="lead">With everything known about it folded in (<see cref="Capture"/>).</param>
    /// <param name="ledger">Its events; the lead's own, or those read from the activities when they spilled.</param>
    /// <param name="handRaise">The name of a new signal that asks for a person, if there is one.</param>
    /// <param name="former">The playbook it was last scored by, when that is another one: what it would not have crossed by that, the change of the playbook did.</param>
    public static Standing At(Lead lead, IReadOnlyList<LedgerEvent> ledger, Rulebook rules, DateTimeOffset now, string? handRaise = null, Rulebook? former = null)
    {
        var facts = LeadFacts.Of(lead, rules.Domains, now);
        var input = new ScoringInput(facts, ledger, lead.Adjustments, lead.LastActivityAt);
        var score = rules.Model.Score(input, now);
        var (crossings, topFired) = Cross(lead, score.Total, rules.Playbook, now);
        var scored = lead with { Score = score, Crossings = crossings, Gate = Gate(facts, rules.Playbook), UpdatedAt = now };
        var activities = new List<Activity>();
        var model = former is null ? null : ModelChange.Of(lead, ledger, former, now);
        BandChange(lead, scored, topFired, rules.Playbook, now, activities);
        var open = handRaise is null ? scored : Reopen(scored, now, handRaise, activities);
        var counts = Recycled.Counts(open, input, rules, now);
        var staged = Promote(open, rules.Playbook, now, (handRaise, counts), activities);
        var marked = ModelChange.Mark(staged, activities, model, (rules.Version, handRaise is not null));
        var due = Earliest(rules.Model.NextChange(input, now, RearmLevels(crossings, rules.Playbook)), Recycled.LooksAgainAt(marked.Lead, now));
        return new Standing(marked.Lead with { ScoreDueAt = due, DueAt = due }, marked.Activities, BecameMql: staged.Stage == Stage.Mql && lead.Stage != Stage.Mql, RoseTo: topFired?.Id);
    }

    /// <summary>Every armed lower bound reached fires and disarms; every disarmed one undercut by the hysteresis re-arms.</summary>
    internal static (IReadOnlyDictionary<string, Crossing> Crossings, Band? TopFired) Cross(Lead lead, Points total, Playbook playbook, DateTimeOffset now)
    {
        var crossings = new Dictionary<string, Crossing>(lead.Crossings, StringComparer.Ordinal);
        Band? top = null;
        foreach (var band in playbook.Bands.Skip(1))
        {
            var crossing = crossings.GetValueOrDefault(band.Id) ?? new Crossing(Armed: true, 0, null);
            if (crossing.Armed && total >= Points.Whole(band.From))
            {
                crossings[band.Id] = new Crossing(Armed: false, crossing.Ordinal + 1, now);
                top = band;
            }
            else if (!crossing.Armed && total < Points.Whole(band.From - playbook.Hysteresis))
            {
                crossings[band.Id] = crossing with { Armed = true };
            }
        }

        return (crossings, top);
    }

    private static IReadOnlyList<Points> RearmLevels(IReadOnlyDictionary<string, Crossing> crossings, Playbook playbook) =>
        [.. playbook.Bands.Skip(1).Where(band => crossings.TryGetValue(band.Id, out var crossing) && !crossing.Armed).Select(band => Points.Whole(band.From - playbook.Hysteresis))];

    internal static string? Gate(Facts facts, Playbook playbook) => playbook.Gates.FirstOrDefault(gate => gate.When.Holds(facts))?.Id;

    private static void BandChange(Lead before, Lead after, Band? topFired, Playbook playbook, DateTimeOffset now, List<Activity> activities)
    {
        var from = before.Score.Band.Length > 0 ? before.Score.Band : playbook.Bands[0].Id;
        if (topFired is not null)
        {
            var ordinal = after.Crossings[topFired.Id].Ordinal;
            activities.Add(new Activity.BandCrossed($"band-up:{topFired.Id}:{ordinal}", now, from, topFired.Id, after.Score.Total.ToDecimal(), ordinal, Up: true));
        }
        else if (after.Score.Band != from && Rank(after.Score.Band, playbook) < Rank(from, playbook))
        {
            var ordinal = after.Crossings.GetValueOrDefault(from)?.Ordinal ?? 0;
            activities.Add(new Activity.BandCrossed($"band-down:{from}:{ordinal}", now, from, after.Score.Band, after.Score.Total.ToDecimal(), ordinal, Up: false));
        }
    }

    /// <summary>Who asks for a person again is a lead again, however it ended before.</summary>
    private static Lead Reopen(Lead lead, DateTimeOffset now, string handRaise, List<Activity> activities)
    {
        if (lead.Stage is not (Stage.Lost or Stage.Disqualified or Stage.Archived))
        {
            return lead;
        }

        activities.Add(new Activity.StageChanged($"stage:again:{now.ToUnixTimeMilliseconds()}", now, lead.Stage, Stage.Raw, "hand-raise:" + handRaise, null));
        return Stays.Move(lead, Stage.Raw, now, "hand-raise");
    }

    /// <summary>A score moves a stage only from raw to MQL; a hand-raise does it at any score; a gate forbids both.</summary>
    private static Lead Promote(Lead lead, Playbook playbook, DateTimeOffset now, (string? HandRaise, Points Counts) by, List<Activity> activities)
    {
        var bound = playbook.Bands.FirstOrDefault(band => band.Id == playbook.MqlBand);
        var byScore = bound is not null && by.Counts >= Points.Whole(bound.From);
        if (lead.Stage != Stage.Raw || lead.Gate is not null || !(byScore || by.HandRaise is not null))
        {
            return lead;
        }

        var cause = by.HandRaise is not null ? "hand-raise:" + by.HandRaise : "threshold:" + bound!.Id;
        activities.Add(new Activity.StageChanged($"stage:mql:{now.ToUnixTimeMilliseconds()}", now, lead.Stage, Stage.Mql, cause, null));
        var former = lead.FirstContact is { } contact ? Stays.Remember(lead, Stage.Mql, stay => stay with { FirstContact = contact }) : lead;
        return Stays.Move(former, Stage.Mql, now, cause) with
        {
            Recycled = null,
            FirstContact = null,
            BecameMql = new MqlMark(now, lead.Score.Total, lead.Score.PlaybookVersion),
        };
    }

    private static DateTimeOffset? Earliest(DateTimeOffset? one, DateTimeOffset? other) => one is null || other < one ? other : one;

    private static int Rank(string bandId, Playbook playbook) => playbook.Bands.TakeWhile(band => band.Id != bandId).Count();
}

/// <summary>A lead re-evaluated: its new state, what is worth a line on the timeline, and what others should be told.</summary>
/// <param name="RoseTo">The highest band whose up-crossing fired just now.</param>
public sealed record Standing(Lead Lead, IReadOnlyList<Activity> Activities, bool BecameMql, string? RoseTo);
