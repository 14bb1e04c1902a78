using LeadFunctions.Sqlite.Storage;
using LeadFunctions.Sqlite.Worker;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Sqlite.Leads;

/// <summary>A commit that somebody other than a step asked for: a person's action, an import.</summary>
internal sealed class CommitItem(PreparedCommit commit, Arrivals arrivals) : WorkItem
{
    private readonly TaskCompletionSource<CommitResult> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private CommitResult _result;

    public Task<CommitResult> Answer => _answer.Task;

    public override void Apply(Tables tables) => _result = commit.Apply(tables);

    public override void Committed()
    {
        if (_result == CommitResult.Committed)
        {
            commit.Committed(arrivals);
        }
    }

    public override void Complete()
    {
        if (Error is null)
        {
            _answer.SetResult(_result);
        }
        else
        {
            _answer.SetException(Error);
        }
    }
}
