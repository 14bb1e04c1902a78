using LeadFunctions.UseCases.Hygiene;
using NCrontab;

namespace LeadFunctions.UseCases;

/// <summary>
/// Everything that runs by the clock, on one page: what, when (UTC, NCRONTAB of six fields as Azure Functions reads it), and which use case. The name is the
/// timer's function, the key of its last run and the metric's tag; it is stored, so it is never renamed.
/// </summary>
public static class Timetable
{
    public static readonly IReadOnlyList<TimetableEntry> All =
    [
        TimetableEntry.Of<RunDueLeads>("due-leads", "*/30 * * * * *", "Leads that time alone has changed: decay, clocks, sequences"),
        TimetableEntry.Of<RequeueLeads>("requeue-leads", "*/30 * * * * *", "Leads of people who are gone look for somebody else"),
        TimetableEntry.Of<DrainHolding>("drain-holding", "*/30 * * * * *", "Leads nobody could take are tried again"),
        TimetableEntry.Of<ForgetRegisters>("forget-registers", "*/30 * * * * *", "What is only needed for days is forgotten"),
        TimetableEntry.Of<RollUpFigures>("metrics", "0 5 * * * *", "Figures of weeks that are over are added up, for long periods"),
        TimetableEntry.Of<ReviewDuplicates>("duplicates", "0 0 3 * * 1", "Leads that may be one person: exact ones are merged, the others listed"),
        TimetableEntry.Of<ValidateLeads>("validation", "0 30 3 * * 1", "Addresses and phones by the lists of today; leads in limbo are routed"),
        TimetableEntry.Of<PreviewArchive>("archive-preview", "0 30 4 1 1,4,7,10 *", "Which leads would be archived a week later"),
        TimetableEntry.Of<ArchiveInactive>("archive", "0 30 4 8 1,4,7,10 *", "Leads nobody has heard of for as long as the playbook says"),
        TimetableEntry.Of<ReviewAccounts>("accounts", "0 0 4 2 * *", "Domains that may be one company: certain ones are merged, the others listed"),
        TimetableEntry.Of<FinishErasures>("finish-erasures", "0 */10 * * * *", "Erasures that were interrupted, and a second look at those of a day"),
    ];

    public static TimetableEntry? ByName(string name) => All.FirstOrDefault(entry => entry.Name == name);
}

/// <param name="Schedule">Second, minute, hour, day, month, weekday.</param>
/// <param name="About">What it does, in words for a list of timers.</param>
public sealed record TimetableEntry(string Name, string Schedule, Type HandlerType, string About)
{
    private static readonly CrontabSchedule.ParseOptions WithSeconds = new() { IncludingSeconds = true };
    private readonly CrontabSchedule _schedule = CrontabSchedule.Parse(Schedule, WithSeconds);

    public static TimetableEntry Of<THandler>(string name, string schedule, string about)
        where THandler : ITimed => new(name, schedule, typeof(THandler), about);

    /// <summary>The first instant of the schedule after this one.</summary>
    public DateTimeOffset Next(DateTimeOffset after) => new(_schedule.GetNextOccurrence(after.UtcDateTime), TimeSpan.Zero);

    /// <summary>Runs so often that a missed one is no loss and a new installation need not wait for the next.</summary>
    public bool IsTick => Next(Next(DateTimeOffset.UnixEpoch)) - Next(DateTimeOffset.UnixEpoch) < TimeSpan.FromHours(1);
}

/// <summary>Something a timer runs. Missed or doubled runs change nothing that a later run would not.</summary>
public interface ITimed
{
    /// <returns>One line about what it did, without personal data.</returns>
    Task<string> RunAsync(DateTimeOffset now, CancellationToken ct);
}
