using LeadFunctions.Sqlite.Leads;
using LeadFunctions.Sqlite.Queue;
using LeadFunctions.UseCases;
using LeadFunctions.UseCases.Ports;
using Microsoft.Extensions.Logging;

namespace LeadFunctions.Sqlite.Worker;

/// <summary>What a step returned or threw -> what becomes of its messages. Null: one of several is at fault, and each must be handled alone to find it.</summary>
internal sealed class Judge(StepQueues steps, WorkerSettings settings)
{
    public const string OverLimit = "time limit of the handler";

    public Verdict? Of(Queued[] messages, Outcome outcome) => outcome switch
    {
        Outcome.Done done => Done(messages, done.Commit),
        Outcome.Skipped => Verdict.Skipped,
        Outcome.RetryLater later => Failure(messages, later.Reason, later.After),
        Outcome.DeadLetter dead when messages.Length == 1 => new Verdict(Fate.Dead, dead.Reason),
        _ => null,
    };

    public Verdict? Thrown(Queued[] messages, Exception cause)
    {
        settings.Log.LogWarning("Step {Step} failed on message {Seq}: {Error}", messages[0].Step.Name, messages[0].Seq, cause.GetType().Name);
        return Failure(messages, cause is OperationCanceledException ? OverLimit : Reading.Reason(cause), null);
    }

    /// <param name="least">The shortest wait before the next try.</param>
    public Verdict? Failure(Queued[] messages, string reason, TimeSpan? least)
    {
        if (messages.Length > 1)
        {
            return null;
        }

        var wait = Backoff.After(messages[0].Tries + 1, least, settings.Options, settings.Draw());
        return new Verdict(Fate.Retried, reason, (settings.Clock.GetUtcNow() + wait).UtcTicks);
    }

    private Verdict? Done(Queued[] messages, Commit commit)
    {
        try
        {
            return new Verdict(Fate.Done, Commit: commit == Commit.Nothing ? null : PreparedCommit.Of(commit, steps));
        }
        catch (Exception cause)
        {
            return Failure(messages, Reading.Reason(cause), null);
        }
    }
}
