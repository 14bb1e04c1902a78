using LeadFunctions.Domain.Playbooks;

namespace LeadFunctions.UseCases.Playbooks.Checking;

/// <summary>People who would be woken by the wrong clock, and systems that would hear everything twice.</summary>
internal static class CheckNotifications
{
    public static IEnumerable<Finding> In(Playbook playbook)
    {
        foreach (var person in playbook.People.Where(person => person is { Quiet: not null, TimeZone: null, Calendar: null }))
        {
            yield return Finding.Warning("quiet-by-utc", $"people.{person.Id}.quiet", "are by UTC, because the person has neither a 'timeZone' nor a calendar; give them a 'timeZone'");
        }

        foreach (var twice in playbook.Webhooks.GroupBy(webhook => webhook.Url, StringComparer.Ordinal).Where(same => same.Count() > 1))
        {
            yield return Finding.Warning("webhook-twice", $"webhooks.{twice.Last().Id}", $"has the address of '{twice.First().Id}': what both ask for is posted twice; keep one");
        }
    }
}
