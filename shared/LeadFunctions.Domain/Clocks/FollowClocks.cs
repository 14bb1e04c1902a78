using LeadFunctions.Domain.Leads;
using LeadFunctions.Domain.Playbooks;

namespace LeadFunctions.Domain.Clocks;

/// <summary>What any change of a lead does to its clocks: answers stop them, time passes on them, a new owner brings new hours, what happened starts new ones.</summary>
public static class FollowClocks
{
    /// <param name="before">The lead as it was read.</param>
    /// <param name="after">As it will be stored, with its clocks as they were or as an action on them left them.</param>
    /// <param name="happened">The activities of this change, and no others: nothing of the past starts a clock.</param>
    public static ClockChange Follow(Lead before, Lead after, IReadOnlyList<Activity> happened, Rulebook rules, DateTimeOffset now)
    {
        var playbook = rules.Playbook;
        if (after.Clocks.Count == 0 && playbook.Sla.Count == 0)
        {
            return new ClockChange(after);
        }

        var change = new ClockChange(after);
        foreach (var clock in after.Clocks.Where(clock => clock.IsOpen))
        {
            change = FollowOne(change, clock, before, happened, playbook, now);
        }

        change = StartClocks.Start(change, happened, rules, now);
        return change.Lead.Clocks.Count(clock => !clock.IsOpen) > RunningClocks.MostEnded ? change.For(Compact(change.Lead)) : change;
    }

    private static ClockChange FollowOne(ClockChange change, Clock clock, Lead before, IReadOnlyList<Activity> happened, Playbook playbook, DateTimeOffset now)
    {
        var policy = RunningClocks.PolicyOf(clock, playbook);
        if (policy is not null && Answer(policy, happened) is { } answer)
        {
            return Stop(change, clock, answer, playbook);
        }

        change = RunningClocks.Advance(change, clock, playbook, now);
        clock = change.Lead.Clocks.Single(one => one.Id == clock.Id);
        if (policy is null || !clock.IsOpen)
        {
            return change;
        }

        if (!policy.During.Contains(change.Lead.Stage))
        {
            return change.CallOff(clock, now, "the lead is now " + change.Lead.Stage.ToString().ToLowerInvariant()).Change;
        }

        return change.Lead.Owner?.PersonId == clock.PersonId ? change : change.Replace(OwnedBy(clock, change.Lead, before, policy, playbook, now));
    }

    /// <summary>A person's own doing; an automatic reply is nobody's.</summary>
    private static Activity.Acted? Answer(SlaPolicy policy, IReadOnlyList<Activity> happened) =>
        happened.OfType<Activity.Acted>().FirstOrDefault(acted => policy.StopsOn.Contains(acted.Action) && acted.Details.GetValueOrDefault("outcome") != "auto-reply");

    private static ClockChange Stop(ClockChange change, Clock clock, Activity.Acted answer, Playbook playbook)
    {
        var at = PausedClocks.Later(Milliseconds.Down(answer.At), clock.StartedAt);
        var inTime = ClockTime.Deadline(clock, playbook) is not { } deadline || at <= deadline;
        if (!inTime || clock.IsPaused)
        {
            // Nobody looked in time; what fell due by then has happened all the same, and is told once.
            change = RunningClocks.Advance(change, clock, playbook, at);
            clock = change.Lead.Clocks.Single(one => one.Id == clock.Id);
        }

        var outcome = clock.IsPaused ? ClockOutcome.Paused : inTime ? ClockOutcome.Met : ClockOutcome.Breached;
        var stopped = clock with
        {
            Outcome = outcome,
            BreachedAt = outcome == ClockOutcome.Breached ? clock.BreachedAt : null,
            EndedAt = at,
            EndedBy = answer.By,
            EndedOn = answer.Action,
            WorkingResponse = ClockTime.Counted(clock, playbook, at),
            WallResponse = at - clock.StartedAt,
        };
        var what = outcome switch { ClockOutcome.Met => ClockEvents.Met, ClockOutcome.Paused => ClockEvents.Unmeasured, _ => ClockEvents.Late };
        return change.Replace(stopped).Note(clock, "ended", answer.At, what, null, answer.Action, answer.By);
    }

    /// <summary>What was counted stays counted; from now on the new owner's hours do, if the policy asks for them.</summary>
    private static Clock OwnedBy(Clock clock, Lead lead, Lead before, SlaPolicy policy, Playbook playbook, DateTimeOffset now)
    {
        var owned = clock with { PersonId = lead.Owner?.PersonId ?? before.Owner?.PersonId };
        var (last, calendar) = (clock.Legs[^1], StartClocks.CalendarFor(policy, lead, playbook));
        if (last.Calendar == calendar || clock.Legs.Count >= PausedClocks.MostLegs)
        {
            return owned;
        }

        var from = PausedClocks.Later(Milliseconds.Down(now), last.From);
        return last.Paused
            ? owned with { Legs = [.. clock.Legs.SkipLast(1), last with { Calendar = calendar }] }
            : owned with { Legs = [.. clock.Legs.SkipLast(from == last.From ? 1 : 0), new Leg(from, calendar)] };
    }

    /// <summary>The latest of those that ended, and all that run.</summary>
    private static Lead Compact(Lead lead)
    {
        var gone = lead.Clocks.Where(clock => !clock.IsOpen).OrderBy(clock => clock.EndedAt).SkipLast(RunningClocks.MostEnded).Select(clock => clock.Id).ToHashSet();
        return lead with { Clocks = [.. lead.Clocks.Where(clock => !gone.Contains(clock.Id))] };
    }
}
