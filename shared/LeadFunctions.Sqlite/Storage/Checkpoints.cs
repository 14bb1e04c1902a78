using LeadFunctions.Sqlite.Raw;

namespace LeadFunctions.Sqlite.Storage;

/// <summary>Moves the log into the file between batches, little and often, on the connection that commits (reliability 0.1).</summary>
internal sealed class Checkpoints(Connection connection)
{
    /// <summary>
    /// 4 MB of log: two or three milliseconds. Commits wait meanwhile, so that larger pieces cost p99, and they save little: most pages are in the log once.
    /// </summary>
    private const int Pages = 1000;

    /// <summary>16 MB, while a flood is worked off and no request waits: pages that every commit changes are then moved once instead of four times.</summary>
    private const int PagesInFlood = 4000;

    /// <summary>64 MB: when readers keep the log from being begun anew for so long, the writer waits for them a moment.</summary>
    private const int TooLong = 16_384;

    private int _sinceLast;

    /// <summary>Something would be moved if there were time.</summary>
    public bool IsDue => _sinceLast > 0;

    public void AfterCommit(bool inFlood)
    {
        _sinceLast += connection.TakePagesWritten();
        if (_sinceLast >= (inFlood ? PagesInFlood : Pages))
        {
            Run();
        }
    }

    /// <summary>
    /// Everything of the log is in the file, the log is cut to nothing, and the connection remembers no page: what is then done to the file beside SQLite, it will find.
    /// </summary>
    /// <returns>False when a reader still needs the log.</returns>
    public bool Empty()
    {
        Run();
        if (!connection.TryTruncateLog())
        {
            return false;
        }

        connection.Execute("PRAGMA shrink_memory");
        return true;
    }

    /// <summary>The same for a file too large to be looked through: written anew, which takes its size once more on the disk and holds up the writer.</summary>
    public bool Rebuild()
    {
        // In a file while it lasts: the whole store may not fit into memory.
        connection.Execute("PRAGMA temp_store=FILE; VACUUM; PRAGMA temp_store=MEMORY");
        return Empty();
    }

    public void Run()
    {
        _sinceLast = 0;
        if (connection.Checkpoint(truncate: false) > TooLong)
        {
            connection.Checkpoint(truncate: true);
        }
    }
}
