using LeadFunctions.Domain.Metrics;
using LeadFunctions.Http.Auth;

namespace LeadFunctions.Http.Mailing;

/// <summary>
/// The sequences of the playbook in force: for whom, how long, what happens step by step; and, but for reps, who see only figures of their own leads, how many are
/// at each step, whose mail is held and why, and how runs ended. Read from the figures, so the cost follows the days and not the runs.
/// </summary>
public static class ListSequences
{
    public static async Task<Answer> RunAsync(Call call)
    {
        var playbook = call.Site.Playbook;
        IReadOnlyList<SequenceFigures> figures = call.Caller!.Role == Role.Rep ? [] : await call.Surface.ReadMetrics.SequencesAsync(playbook, call.Now, call.Aborted);
        return new SequenceJson(playbook, figures.ToDictionary(one => one.Id)).All(await call.Surface.Complaints.PausedUntilAsync(call.Now, call.Aborted));
    }
}
