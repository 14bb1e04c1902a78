using LeadFunctions.Sqlite.Storage;

namespace LeadFunctions.Sqlite.Leads;

/// <summary>Brings the lists up to date: for whoever reads one, and by the writer itself when it is time (<see cref="ListChanges"/>).</summary>
internal sealed class MoveListChanges(ListChanges changes) : WorkItem
{
    private readonly TaskCompletionSource _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Answer => _answer.Task;

    public override void Apply(Tables tables) => changes.Move();

    public override void Committed() => changes.Recount();

    /// <summary>On a full disk lists are shown all the same, with the scores of before; the writer has logged it.</summary>
    public override void Complete() => _answer.SetResult();
}
