using LeadFunctions.Sqlite.Raw;
using LeadFunctions.Sqlite.Storage;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Sqlite.Erasing;

/// <summary>Wipes the free space of some pages between two transactions, on the writer's thread: few at a time, so that nobody waits long.</summary>
/// <param name="pages">Null: the file is rebuilt as a whole.</param>
internal sealed class WipeItem(PageFile file, IReadOnlyList<long>? pages) : WorkItem
{
    private readonly TaskCompletionSource<bool> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _done;

    /// <summary>False when a reader held on to the log: ask again.</summary>
    public Task<bool> Answer => _answer.Task;

    public override void Apply(Tables tables)
    {
    }

    public override void LeaveNoTrace(Checkpoints checkpoints)
    {
        try
        {
            _done = pages is null ? checkpoints.Rebuild() : checkpoints.Empty();
            foreach (var page in _done ? pages ?? [] : [])
            {
                file.Wipe(page);
            }
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException or SqliteFault { IsFatal: false })
        {
            Error = new StorageException("The file's free space could not be wiped.", cause);
        }
    }

    public override void Complete()
    {
        if (Error is null)
        {
            _answer.SetResult(_done);
        }
        else
        {
            _answer.SetException(Error);
        }
    }
}
