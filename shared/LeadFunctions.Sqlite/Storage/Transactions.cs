using LeadFunctions.Sqlite.Raw;
using LeadFunctions.UseCases.Ports;
using Microsoft.Extensions.Logging;

namespace LeadFunctions.Sqlite.Storage;

/// <summary>Runs a batch in one transaction; when something in it goes wrong, again with each item behind a savepoint, so that only the culprits fail.</summary>
internal sealed class Transactions(Connection connection, Tables tables, ILogger log)
{
    /// <summary>Afterwards every item either is on disk or has its <see cref="WorkItem.Error"/>.</summary>
    /// <exception cref="SqliteFault">A fatal one: what is on disk is not known.</exception>
    public void Run(List<WorkItem> batch)
    {
        if (RunTogether(batch) is { } cause)
        {
            RunApart(batch, cause);
        }
    }

    /// <returns>What went wrong, with nothing applied.</returns>
    private Exception? RunTogether(List<WorkItem> batch)
    {
        try
        {
            tables.BeginBatch();
            tables.Begin.Run();
            foreach (var item in batch)
            {
                item.Apply(tables);
            }

            tables.Commit.Run();
            return null;
        }
        catch (Exception cause) when (cause is not SqliteFault { IsFatal: true })
        {
            RollBack();
            return cause;
        }
    }

    private void RunApart(List<WorkItem> batch, Exception first)
    {
        // A full disk is nobody's fault in particular.
        if (batch.Count == 1 || first is SqliteFault { IsOfOneItem: false })
        {
            FailAll(batch, first);
            return;
        }

        try
        {
            tables.Begin.Run();
            batch.ForEach(RunBehindSavepoint);
            tables.Commit.Run();
        }
        catch (SqliteFault fault) when (!fault.IsFatal)
        {
            RollBack();
            FailAll(batch, fault);
        }
    }

    private void RunBehindSavepoint(WorkItem item)
    {
        connection.Execute("SAVEPOINT item");
        try
        {
            item.Apply(tables);
        }
        catch (Exception cause) when (cause is not SqliteFault { IsOfOneItem: false })
        {
            log.LogError(cause, "A {Item} could not be written", item.GetType().Name);
            item.Error = new StorageException("The store refused to write this.", cause);
            connection.Execute("ROLLBACK TO item");
        }

        connection.Execute("RELEASE item");
    }

    private void FailAll(List<WorkItem> batch, Exception cause)
    {
        log.LogError(cause, "A batch of {Count} could not be written", batch.Count);
        var error = new StorageException(cause is SqliteFault { IsFull: true } ? "The disk is full." : "The store could not write.", cause);
        batch.ForEach(item => item.Error = error);
    }

    private void RollBack()
    {
        if (connection.InTransaction)
        {
            connection.Execute("ROLLBACK");
        }
    }
}
