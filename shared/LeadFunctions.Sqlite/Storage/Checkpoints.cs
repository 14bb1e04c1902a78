using LeadFunctions.Sqlite.Raw;

namespace LeadFunctions.Sqlite.Storage;

/// <summary>Moves the log into the file between batches, little and often, on the connection that commits (reliability 0.1).</summary>
internal sealed class Checkpoints(Connection connection)
{
    /// <summary>4 MB of log: a few milliseconds of work.</summary>
    private const int Pages = 1000;

    private int _sinceLast;

    public void AfterCommit()
    {
        _sinceLast += connection.TakePagesWritten();
        if (_sinceLast >= Pages)
        {
            _sinceLast = 0;
            connection.Checkpoint(truncate: false);
        }
    }
}
