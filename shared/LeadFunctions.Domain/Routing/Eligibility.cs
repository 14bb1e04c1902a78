using System.Globalization;
using LeadFunctions.Domain.Calendars;
using LeadFunctions.Domain.Playbooks;

namespace LeadFunctions.Domain.Routing;

/// <summary>Whether somebody may get a lead now, and in everyday words why not.</summary>
internal static class Eligibility
{
    /// <returns>Null for somebody eligible, otherwise the first reason against them.</returns>
    public static string? WhyNot(Person person, RoutingQuestion question, RouteTo.InPool? asked) =>
        (question.Lapsed.Contains(person.Id) ? "let the clock lapse" : null)
        ?? Absent(person, question.Now)
        ?? (question.Roles?.Contains(person.Role) == false ? $"the role {person.Role} does not take this handoff" : null)
        ?? Lacking("skill", asked?.Skill, person.Skills, question.Facts)
        ?? Lacking("territory", asked?.Territory, person.Territories, question.Facts)
        ?? Full(person, question.WorkloadOf(person.Id), question.Now);

    private static string? Absent(Person person, DateTimeOffset now)
    {
        if (!person.Active)
        {
            return "inactive";
        }

        var away = person.Away.Where(away => away.From <= now && now < away.Until).MaxBy(away => away.Until);
        return away is null ? null
            : string.Create(CultureInfo.InvariantCulture, $"away until {away.Until:yyyy-MM-dd HH:mm}{(away.Why is null ? "" : $" ({away.Why})")}");
    }

    /// <param name="asked">A literal, or <c>$fact</c> for the lead's own value.</param>
    private static string? Lacking(string what, string? asked, IReadOnlyList<string> has, Facts facts)
    {
        if (asked is null)
        {
            return null;
        }

        var needed = asked.StartsWith('$') ? facts.Text(asked[1..]) : asked;
        return string.IsNullOrWhiteSpace(needed) ? $"the lead has no {asked[1..]} to match a {what} with"
            : has.Contains(needed, StringComparer.OrdinalIgnoreCase) ? null
            : $"has not the {what} {needed}";
    }

    private static string? Full(Person person, Workload workload, DateTimeOffset now) =>
        AtCap(workload.Open, person.MaxOpen, "open leads")
        ?? AtCap(workload.Within(TimeSpan.FromDays(1), now), person.MaxPerDay, "leads in 24 hours")
        ?? AtCap(workload.Within(TimeSpan.FromDays(7), now), person.MaxPerWeek, "leads in 7 days");

    private static string? AtCap(int has, int? most, string what) => has >= most ? $"{has} {what} of {most}" : null;

    /// <returns>Why somebody otherwise eligible could not answer in time; null when they could.</returns>
    public static string? TooLate(Person person, RoutingQuestion question)
    {
        if (question.Deadline is not { } deadline)
        {
            return null;
        }

        var calendar = question.Playbook.Calendars.FirstOrDefault(calendar => calendar.Id == person.Calendar);
        var left = calendar is null ? deadline - question.Now : CalendarMath.WorkingTime(calendar, question.Now, deadline);
        return left < TimeSpan.FromMinutes(1) ? "no working minutes before the deadline" : null;
    }
}
