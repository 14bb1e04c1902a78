namespace LeadFunctions.Sqlite.Storage;

/// <summary>One thing to write. The writer puts many into one transaction and answers each after the commit is on disk.</summary>
internal abstract class WorkItem
{
    /// <summary>The writer's list.</summary>
    internal WorkItem? Next { get; set; }

    /// <summary>Set by the writer before <see cref="Complete"/>; null when the item is on disk.</summary>
    internal Exception? Error { get; set; }

    /// <summary>Inside the transaction, on the writer's thread. May run again after a roll-back, so it changes nothing outside the database.</summary>
    public abstract void Apply(Tables tables);

    /// <summary>After the commit, on the writer's thread, in the order of the batch: memory follows the disk. Never throws.</summary>
    public virtual void Committed()
    {
    }

    /// <summary>Whoever waits only writes an answer and returns: it is told on the writer's own thread, which saves a wake-up per caller.</summary>
    public virtual bool AnswersAtOnce => false;

    /// <summary>After the commit and before it is answered, for what works on the file itself. Never throws but for what ends the process.</summary>
    public virtual void LeaveNoTrace(Checkpoints checkpoints)
    {
    }

    /// <summary>On a pool thread: tell whoever waits. Items of one batch share threads, so nothing here may block.</summary>
    public abstract void Complete();
}
