using LeadFunctions.Domain.Calendars;
using LeadFunctions.Domain.Playbooks;
using LeadFunctions.Domain.Routing;

namespace LeadFunctions.UseCases.Playbooks.Checking;

/// <summary>Pools that are never there, and people and calendars that nothing comes to.</summary>
internal static class CheckTeam
{
    // Any week tells a calendar's hours; this one has no change of clocks anywhere.
    private static readonly DateTimeOffset SomeMonday = new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);

    public static IEnumerable<Finding> In(Playbook playbook) => playbook.Pools.SelectMany(pool => PoolOf(playbook, pool)).Concat(Calendars(playbook)).Concat(People(playbook));

    public static IReadOnlyList<Person> Active(Playbook playbook, Pool pool) =>
        [.. playbook.People.Where(person => person.Active && pool.Members.Any(member => member.PersonId == person.Id))];

    /// <summary>Somebody without a calendar takes leads at any time.</summary>
    public static bool Works(Playbook playbook, Person person) =>
        playbook.Calendars.FirstOrDefault(calendar => calendar.Id == person.Calendar) is not { } calendar || HasHours(calendar);

    public static bool HasHours(WorkCalendar calendar) => CalendarMath.Add(calendar, SomeMonday, TimeSpan.FromMinutes(1)) is not null;

    private static IEnumerable<Finding> PoolOf(Playbook playbook, Pool pool)
    {
        var active = Active(playbook, pool);
        if (active.Count == 0)
        {
            yield return Finding.Error("pool-empty", $"pools.{pool.Id}", (pool.Members.Count == 0 ? "has no members" : "has no active member") + "; add somebody, or leave the pool out");
        }
        else if (!active.Any(person => Works(playbook, person)))
        {
            yield return Finding.Error("pool-never-open", $"pools.{pool.Id}", "nobody active in it has any working hours, so its leads wait for ever; give a member's calendar hours, or the member no calendar");
        }
        else if (active.All(person => person is { MaxOpen: 0 } or { MaxPerDay: 0 } or { MaxPerWeek: 0 }))
        {
            yield return Finding.Error("pool-takes-nothing", $"pools.{pool.Id}", "everybody active in it takes 0 leads, so its leads wait for ever; raise a cap");
        }
    }

    private static IEnumerable<Finding> Calendars(Playbook playbook)
    {
        foreach (var calendar in playbook.Calendars)
        {
            var used = playbook.People.Any(person => person.Calendar == calendar.Id) || playbook.Sla.Any(policy => policy.Calendar == calendar.Id);
            if (!used)
            {
                yield return Finding.Warning("calendar-unused", $"calendars.{calendar.Id}", "nobody and no service level works by it; name it where it should count, or remove it");
            }

            if (Twice(calendar) is { } day)
            {
                yield return Finding.Warning("hours-overlap", $"calendars.{calendar.Id}.hours", $"has windows on {day} that overlap; write the hours of a day once");
            }
        }
    }

    private static DayOfWeek? Twice(WorkCalendar calendar)
    {
        foreach (var window in calendar.Windows)
        {
            var later = calendar.Windows.Where(other => !ReferenceEquals(other, window) && other.Day == window.Day && other.From >= window.From);
            if (later.Any(other => window.Until == TimeOnly.MinValue || window.Until <= window.From || other.From < window.Until))
            {
                return window.Day;
            }
        }

        return null;
    }

    private static IEnumerable<Finding> People(Playbook playbook)
    {
        foreach (var person in playbook.People.Where(person => person.Manager is { } boss && boss == person.Id))
        {
            yield return Finding.Warning("own-manager", $"people.{person.Id}.manager", "is their own manager, so an escalation goes nowhere; name somebody else");
        }
    }
}
