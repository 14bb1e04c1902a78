namespace LeadFunctions.Sqlite.Storage;

/// <summary>Answers the callers of one batch on a few pool threads: a wake-up per caller would cost more than the commit.</summary>
internal sealed class Completions(WorkItem[] items) : IThreadPoolWorkItem
{
    private const int FewestPerThread = 8;

    public static void Run(List<WorkItem> batch)
    {
        // Asked before it is answered: an answered item goes back to its pool and may already be somebody else's.
        batch.RemoveAll(static item => item.AnswersAtOnce && Answer(item));
        var threads = Math.Clamp(batch.Count / FewestPerThread, Math.Min(batch.Count, 1), Environment.ProcessorCount);
        for (var thread = 0; thread < threads; thread++)
        {
            var from = batch.Count * thread / threads;
            var to = batch.Count * (thread + 1) / threads;
            var items = new WorkItem[to - from];
            batch.CopyTo(from, items, 0, items.Length);
            ThreadPool.UnsafeQueueUserWorkItem(new Completions(items), preferLocal: false);
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
