using SQLitePCL;

namespace LeadFunctions.Sqlite.Raw;

/// <summary>One SQLite connection, used by one thread at a time. No pooling, no hidden checkpoints, no memory map.</summary>
internal sealed class Connection : IDisposable
{
    private readonly sqlite3 _handle;
    private readonly List<Statement> _statements = [];

    static Connection() => Batteries_V2.Init();

    private Connection(sqlite3 handle) => _handle = handle;

    /// <exception cref="SqliteFault">It cannot be opened.</exception>
    public static Connection Open(string path, bool readOnly, int cacheKilobytes)
    {
        var flags = raw.SQLITE_OPEN_NOMUTEX | (readOnly ? raw.SQLITE_OPEN_READONLY : raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE);
        var result = raw.sqlite3_open_v2(path, out var handle, flags, null!);
        var connection = new Connection(handle);
        if (result != raw.SQLITE_OK)
        {
            var fault = connection.FaultOf(result);
            connection.Dispose();
            throw fault;
        }

        raw.sqlite3_extended_result_codes(handle, 1);
        connection.Execute($"PRAGMA mmap_size=0; PRAGMA wal_autocheckpoint=0; PRAGMA cache_size=-{cacheKilobytes}; PRAGMA temp_store=MEMORY; PRAGMA trusted_schema=OFF");
        return connection;
    }

    public bool InTransaction => raw.sqlite3_get_autocommit(_handle) == 0;

    /// <summary>Runs one or more statements that return nothing of interest.</summary>
    public void Execute(string sql) => Check(raw.sqlite3_exec(_handle, sql));

    /// <summary>The first column of the first row; null when there is no row or it is NULL.</summary>
    public string? Text(string sql)
    {
        using var statement = Prepare(sql);
        return statement.Step() ? statement.TextOrNull(0) : null;
    }

    public long Number(string sql)
    {
        using var statement = Prepare(sql);
        return statement.Step() ? statement.Long(0) : 0;
    }

    public Statement Prepare(string sql)
    {
        Check(raw.sqlite3_prepare_v3(_handle, sql, raw.SQLITE_PREPARE_PERSISTENT, out var handle));
        var statement = new Statement(this, handle);
        _statements.Add(statement);
        return statement;
    }

    public int Changes => raw.sqlite3_changes(_handle);

    /// <summary>Pages written since the last call; in WAL mode that is frames added to the log.</summary>
    public int TakePagesWritten()
    {
        raw.sqlite3_db_status(_handle, raw.SQLITE_DBSTATUS_CACHE_WRITE, out var pages, out _, 1);
        return pages;
    }

    /// <summary>Moves the log into the file as far as readers allow. Full disks and busy readers are for the next time.</summary>
    /// <param name="truncate">Also waits, as long as <c>busy_timeout</c>, for readers to let go of the log, and cuts it to nothing.</param>
    /// <returns>Pages in the log.</returns>
    public int Checkpoint(bool truncate)
    {
        var mode = truncate ? raw.SQLITE_CHECKPOINT_TRUNCATE : raw.SQLITE_CHECKPOINT_PASSIVE;
        var result = raw.sqlite3_wal_checkpoint_v2(_handle, "main", mode, out var pages, out _);
        return result == raw.SQLITE_OK || FaultOf(result) is { IsBusy: true } or { IsFull: true } ? pages : throw FaultOf(result);
    }

    /// <summary>Moves all of the log into the file and cuts it to nothing; waits as long as <c>busy_timeout</c> for readers.</summary>
    public bool TryTruncateLog()
    {
        var result = raw.sqlite3_wal_checkpoint_v2(_handle, "main", raw.SQLITE_CHECKPOINT_TRUNCATE, out _, out _);
        return result == raw.SQLITE_OK || (FaultOf(result) is { IsBusy: true } ? false : throw FaultOf(result));
    }

    /// <summary>Lets <paramref name="stop"/> end a running statement; asked every <paramref name="instructions"/> virtual machine steps.</summary>
    public void StopWhen(Func<bool>? stop, int instructions = 2000) =>
        raw.sqlite3_progress_handler(_handle, stop is null ? 0 : instructions, stop is null ? null! : _ => stop() ? 1 : 0, null!);

    public void Forget(Statement statement) => _statements.Remove(statement);

    public void Check(int result)
    {
        if (result != raw.SQLITE_OK)
        {
            throw FaultOf(result);
        }
    }

    public SqliteFault FaultOf(int result)
    {
        var extended = raw.sqlite3_extended_errcode(_handle);
        return new SqliteFault((extended & 0xff) == (result & 0xff) ? extended : result, raw.sqlite3_errmsg(_handle).utf8_to_string());
    }

    public void Dispose()
    {
        foreach (var statement in _statements.ToArray())
        {
            statement.Dispose();
        }

        _handle.Dispose();
    }
}
