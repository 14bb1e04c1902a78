using LeadFunctions.Sqlite.Leads;
using LeadFunctions.Sqlite.Storage;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Sqlite.Worker;

/// <summary>What is to become of messages that were handled, and of what their handler decided: written in one transaction, then counted in memory.</summary>
internal sealed record Verdict(Fate Fate, string Reason = "", long DueAt = 0, PreparedCommit? Commit = null)
{
    public static readonly Verdict Skipped = new(Fate.Skipped);

    /// <summary>As telemetry calls it.</summary>
    public string Name => Fate switch
    {
        Fate.Done => "done",
        Fate.Skipped => "skipped",
        Fate.Retried => "retried",
        _ => "dead",
    };

    private bool IsSettled => Fate is Fate.Done or Fate.Skipped;

    public bool Buries(Queued message, int maxTries) => Fate == Fate.Dead || (Fate == Fate.Retried && message.Tries + 1 >= maxTries);

    /// <summary>Inside the transaction: the commit and the acknowledgement together, or on a conflict neither.</summary>
    public CommitResult Apply(Tables tables, Queued[] messages, int maxTries)
    {
        if (Commit?.Apply(tables) == CommitResult.Conflict)
        {
            return CommitResult.Conflict;
        }

        foreach (var message in messages)
        {
            if (IsSettled)
            {
                tables.Messages.Delete(message.Seq);
            }
            else if (Buries(message, maxTries))
            {
                tables.Messages.Bury(message.Seq, tables.Now, Reason);
            }
            else
            {
                tables.Messages.Retry(message.Seq, tables.NextSeq(), DueAt);
            }
        }

        return CommitResult.Committed;
    }

    /// <summary>After the commit, on the writer's thread.</summary>
    public void Committed(Arrivals arrivals, Queued[] messages, int maxTries)
    {
        foreach (var message in messages)
        {
            message.Step.AddWaiting(-1);
            if (IsSettled)
            {
                arrivals.Room.GiveBack(1, message.Size);
            }
            else if (Buries(message, maxTries))
            {
                message.Step.AddDead(1);
            }
            else
            {
                message.Step.AddScheduled(1);
                arrivals.Sooner(DueAt);
            }
        }

        Commit?.Committed(arrivals);
    }
}

internal enum Fate
{
    Done,
    Skipped,
    Retried,
    Dead,
}
