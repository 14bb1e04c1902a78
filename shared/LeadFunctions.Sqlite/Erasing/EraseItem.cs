using LeadFunctions.Sqlite.Queue;
using LeadFunctions.Sqlite.Storage;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Sqlite.Erasing;

/// <summary>What is erased in one transaction. What it leaves in the gaps of pages is the <see cref="Cleaner"/>'s.</summary>
internal sealed class EraseItem(ErasePlan what, (StepQueues Steps, Room Room) queue) : WorkItem
{
    private readonly TaskCompletionSource<Erased> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<(string Table, string Step, long Size)> _gone = [];
    private Erased _erased = new();

    public Task<Erased> Answer => _answer.Task;

    public override void Apply(Tables tables)
    {
        _gone.Clear();
        _erased = AddressedRows.Erase(tables.Leads.Connection, what, _gone);
        foreach (var id in what.Erasure.LeadIds)
        {
            tables.Leads.Erase(id);
        }
    }

    public override void Committed()
    {
        foreach (var (table, step, size) in _gone)
        {
            var counted = queue.Steps.Named(step);
            (table == "schedule" ? (Action<long>)counted.AddScheduled : counted.AddDead)(-1);
            queue.Room.GiveBack(1, size);
        }
    }

    public override void Complete()
    {
        if (Error is null)
        {
            _answer.SetResult(_erased);
        }
        else
        {
            _answer.SetException(Error);
        }
    }
}
