using LeadFunctions.Domain.Calendars;
using LeadFunctions.Domain.Clocks;
using LeadFunctions.Domain.Playbooks;
using LeadFunctions.Domain.Routing;

namespace LeadFunctions.UseCases.Playbooks.Checking;

/// <summary>Service levels that nobody can keep, that nothing ends, or that never begin.</summary>
internal static class CheckSla
{
    // Any week tells a calendar's hours; this one has no change of clocks anywhere.
    private static readonly DateTimeOffset SomeMonday = new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);

    public static IEnumerable<Finding> In(Playbook playbook) => playbook.Sla.SelectMany(policy => Policy(policy, playbook));

    private static IEnumerable<Finding> Policy(SlaPolicy policy, Playbook playbook)
    {
        var key = "sla." + policy.Id;
        if (policy.Starts.Count == 0)
        {
            yield return Finding.Error("sla-never-starts", key + ".starts", "never starts; say what starts it");
        }

        if (policy.StopsOn.Count == 0)
        {
            yield return Finding.Error("sla-never-stops", key + ".stopsOn", "never stops: whatever anybody does, it is breached; name at least one action");
        }

        if (policy.During.Count == 0)
        {
            yield return Finding.Error("sla-no-stage", key + ".during", "means nothing in any stage, so it never runs; name the stages");
        }

        foreach (var entered in policy.Starts.OfType<SlaStart.StageEntered>().Where(start => policy.During.Count > 0 && !policy.During.Contains(start.Stage)))
        {
            yield return Finding.Error("sla-start-outside", key + ".starts", $"starts when a lead enters {entered.Stage.ToString().ToLowerInvariant()}, which is not in 'during'; add it there, or start at another stage");
        }

        foreach (var finding in Hours(policy, playbook, key).Concat(Chain(policy, playbook, key)))
        {
            yield return finding;
        }
    }

    private static IEnumerable<Finding> Hours(SlaPolicy policy, Playbook playbook, string key)
    {
        var calendar = playbook.Calendars.FirstOrDefault(known => known.Id == policy.Calendar);
        if (calendar is not null && CalendarMath.Add(calendar, SomeMonday, TimeSpan.FromMinutes(1)) is null)
        {
            yield return Finding.Error("sla-never-due", key + ".calendar", $"'{calendar.Id}' has no working hours, so it is never due; give it hours, or take another calendar");
        }

        else if (calendar is not null && !policy.OwnerHours && NobodyWorks(calendar, playbook))
        {
            yield return Finding.Warning("sla-nobody-works", key + ".calendar", $"nobody of any pool works in the hours of '{calendar.Id}', so every minute that counts is one in which nobody is there; take their calendar, or add 'ownerHours: true'");
        }

        if (calendar is null && policy.Target is SlaTarget.Working { Time: var time } && LongestNight(policy, playbook) is var (person, closed) && closed >= time)
        {
            yield return Finding.Warning(
                "sla-shorter-than-opening",
                key + ".target",
                $"runs around the clock for {time.TotalHours:0.##} hours, and {person.Name} is away from work for up to {closed.TotalHours:0.##} hours at a time: such leads are breached before anybody opens; give it a 'calendar'");
        }
    }

    /// <summary>Of everybody with a calendar, who starts again soonest after the longest time off.</summary>
    private static (Person Person, TimeSpan Closed)? LongestNight(SlaPolicy policy, Playbook playbook)
    {
        var people = playbook.People.Where(person => person.Active && playbook.Pools.Any(pool => pool.Members.Any(member => member.PersonId == person.Id))).ToList();
        return policy.OwnerHours || people.Count == 0 || people.Any(person => person.Calendar is null)
            ? null
            : people.Select(person => (person, Closed(playbook.Calendars.First(calendar => calendar.Id == person.Calendar)))).MinBy(one => one.Item2);
    }

    private static bool NobodyWorks(WorkCalendar calendar, Playbook playbook)
    {
        var open = CalendarMath.Stretches(calendar, SomeMonday, SomeMonday.AddDays(14)).ToList();
        var people = playbook.Pools.SelectMany(pool => CheckTeam.Active(playbook, pool)).Distinct().ToList();
        return people.Count > 0 && people.All(person => playbook.Calendars.FirstOrDefault(own => own.Id == person.Calendar) is { } own
            && !CalendarMath.Stretches(own, SomeMonday, SomeMonday.AddDays(14)).Any(stretch => open.Any(other => stretch.From < other.Until && other.From < stretch.Until)));
    }

    private static TimeSpan Closed(WorkCalendar calendar)
    {
        var (longest, from) = (TimeSpan.Zero, SomeMonday);
        foreach (var (opens, closes) in CalendarMath.Stretches(calendar, SomeMonday, SomeMonday.AddDays(14)))
        {
            longest = opens - from > longest ? opens - from : longest;
            from = closes;
        }

        return SomeMonday.AddDays(14) - from > longest ? SomeMonday.AddDays(14) - from : longest;
    }

    private static IEnumerable<Finding> Chain(SlaPolicy policy, Playbook playbook, string key)
    {
        var recycle = policy.Escalation.ToList().FindIndex(step => step.Do == EscalationKind.Recycle);
        if (recycle >= 0 && recycle < policy.Escalation.Count - 1)
        {
            yield return Finding.Error("sla-step-after-recycle", $"{key}.then[{recycle + 1}]", "comes after 'recycle', when nobody has the lead any more; put 'recycle' last");
        }

        var pools = playbook.Pools.Where(pool => pool.Members.Count(member => playbook.People.Any(person => person.Id == member.PersonId && person.Active)) > 1);
        if (policy.Escalation.Any(step => step.Do == EscalationKind.Reroute) && !pools.Any())
        {
            yield return Finding.Warning("sla-reroute-nobody", key + ".then", "'reroute' finds nobody: no pool has a second active member; add one, or leave the step out");
        }

        if (policy.WarnAt.Count > 0 && policy.TellOnWarn.Count == 0)
        {
            yield return Finding.Warning("sla-warns-nobody", key + ".onWarn", "warns nobody; add 'onWarn: [owner]'");
        }

        if (policy.TellOnBreach.Count == 0 && policy.Escalation.Count == 0)
        {
            yield return Finding.Warning("sla-tells-nobody", key + ".onBreach", "nobody hears of a breach; add 'onBreach: [owner, manager]'");
        }
    }
}
