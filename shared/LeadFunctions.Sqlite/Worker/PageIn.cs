using LeadFunctions.Sqlite.Queue;
using LeadFunctions.Sqlite.Storage;

namespace LeadFunctions.Sqlite.Worker;

/// <summary>
/// Reads ready messages that did not fit in memory. It runs on the writer, in line with everything that adds messages, so none is missed or seen twice.
/// </summary>
internal sealed class PageIn(Arrivals arrivals, long after) : WorkItem
{
    private const int PageSize = 512;
    private IReadOnlyList<MessageRow> _rows = [];

    public override void Apply(Tables tables) => _rows = tables.Messages.ReadyAfter(after, PageSize);

    public override void Committed() =>
        arrivals.Dispatcher.PagedIn([.. _rows.Select(row => Queued.From(row, arrivals.Steps.Named(row.Step), arrivals.IsSuspect(row.Seq)))], _rows.Count < PageSize);

    /// <summary>Not read (the store is in trouble): asked again after the next batch.</summary>
    public override void Complete()
    {
        if (Error is not null)
        {
            arrivals.Dispatcher.PagedIn([], all: false);
        }
    }
}
