namespace LeadFunctions.Sqlite.Storage;

/// <summary>Answers the callers of one batch on a few pool threads: a wake-up per caller would cost more than the commit.</summary>
internal sealed class Completions(WorkItem[] items) : IThreadPoolWorkItem
{
    private const int FewestPerThread = 8;

    public static void Run(List<WorkItem> batch)
    {
        // Asked before it is answered: an answered item goes back to its pool and may already be somebody else's.
        batch.RemoveAll(static item => item.AnswersAtOnce && Answer(item));
        var threads = Math.Clamp(batch.Count / FewestPerThread, 1, Environment.ProcessorCount);
        for (var thread = 0; thread < threads; thread++)
        {
            var from = batch.Count * thread / threads;
            var to = batch.Count * (thread + 1) / threads;
            if (to > from)
            {
                ThreadPool.UnsafeQueueUserWorkItem(new Completions([.. batch[from..to]]), preferLocal: false);
            }
        }
    }

    private static bool Answer(WorkItem item)
    {
        item.Complete();
        return true;
    }

    public void Execute()
    {
        foreach (var item in items)
        {
            item.Complete();
        }
    }
}
