using LeadFunctions.Sqlite.Raw;
using LeadFunctions.UseCases.Ports;
using Microsoft.Extensions.Logging;

namespace LeadFunctions.Sqlite.Storage;

/// <summary>
/// The database file, opened with every check that keeps a damaged, foreign or half-present store from being served, or replaced by an empty one.
/// Holds the one connection that commits and checkpoints (reliability 0.1).
/// </summary>
internal sealed class DataFile : IDisposable
{
    /// <summary>Up to this size the whole file is checked at start; beyond it only after asking (it takes seconds per gigabyte).</summary>
    private const long WholeCheckUpTo = 64_000_000;

    /// <summary>One page.</summary>
    private const int SmallestStore = 4096;

    private readonly ILogger _log;

    private DataFile(string path, ProcessLock held, Connection connection, ILogger log)
    {
        (Path, Lock, Connection, _log) = (path, held, connection, log);
    }

    public string Path { get; }

    public ProcessLock Lock { get; }

    public Connection Connection { get; }

    /// <exception cref="StoreInUseException">Another process has it.</exception>
    /// <exception cref="CorruptStoreException">It is damaged, or its log is missing.</exception>
    /// <exception cref="StorageException">It cannot be opened, is not ours, or is of a newer version.</exception>
    public static DataFile Open(SqliteOptions options, ILogger log)
    {
        var path = options.Path;
        var held = Locked(path);
        Connection? connection = null;
        try
        {
            var found = Found.At(path);
            if (found.IsNew)
            {
                Create(path);
            }

            connection = Connection.Open(path, readOnly: false, cacheKilobytes: 65_536);
            if (!Ready(connection, found, options))
            {
                log.LogWarning("The store was not closed the last time; what was committed is there");
            }

            return new DataFile(path, held, connection, log);
        }
        catch (Exception cause)
        {
            connection?.Dispose();
            held.Dispose();
            throw cause is SqliteFault fault ? Explained(path, fault) : cause;
        }
    }

    /// <summary>Everything is in the file; nothing is left to recover. On a full disk that must wait for the next start, which recovers.</summary>
    public void MarkClean()
    {
        Lock.Clear();
        try
        {
            Connection.Execute("UPDATE meta SET value = 1 WHERE name = 'clean'");
            Connection.Checkpoint(truncate: true);
        }
        catch (SqliteFault fault) when (fault.IsFull || fault.IsBusy)
        {
            _log.LogWarning(fault, "The store was not marked clean");
        }
    }

    public void Dispose()
    {
        Connection.Dispose();
        Lock.Dispose();
    }

    private static ProcessLock Locked(string path)
    {
        try
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path))!);
            return ProcessLock.Take(path + ".lock");
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new StorageException($"{path} cannot be used ({cause.Message}).", cause);
        }
    }

    /// <summary>Made under another name and renamed when complete, so that a crash here leaves no half-made store.</summary>
    private static void Create(string path)
    {
        var draft = path + ".new";
        File.Delete(draft);
        File.Delete(draft + "-journal");
        using (var connection = Connection.Open(draft, readOnly: false, cacheKilobytes: 2048))
        {
            Schema.BringUpToDate(connection, isNew: true);
            connection.Execute("INSERT INTO meta VALUES ('clean', 1), ('cursor-key', randomblob(32))");
        }

        // SQLite syncs the folder when it makes the log beside the file, before the first commit; the new name is durable with it.
        File.Move(draft, path);
    }

    /// <returns>Whether the process before closed the store.</returns>
    private static bool Ready(Connection connection, Found found, SqliteOptions options)
    {
        connection.Execute("PRAGMA busy_timeout=2000; PRAGMA page_size=4096");
        Probe(connection);
        if (connection.Text("PRAGMA journal_mode=WAL") is var mode && mode != "wal")
        {
            throw new StorageException($"The file system does not allow a write-ahead log (journal mode is {mode}).");
        }

        connection.Execute($"PRAGMA synchronous={(options.SyncEveryCommit ? "FULL" : "NORMAL")}; PRAGMA secure_delete=ON; PRAGMA journal_size_limit=67108864; PRAGMA busy_timeout=100");
        var wasClean = found.IsNew || IsClean(connection);
        if (!wasClean && !found.HasLog && !options.AcceptMissingLog)
        {
            throw new CorruptStoreException("The store was not closed and its -wal file is missing: the last writes would be lost. Put the -wal file back, or accept the loss explicitly.");
        }

        Check(connection, found);
        Schema.BringUpToDate(connection, isNew: false);

        // In the file itself, not only in the log: so that a missing log is noticed.
        connection.Execute("UPDATE meta SET value = 0 WHERE name = 'clean'");
        connection.Checkpoint(truncate: true);
        return wasClean;
    }

    /// <summary>Somebody with an open SQLite shell would make writes wait or fail later; better to say so now.</summary>
    private static void Probe(Connection connection)
    {
        try
        {
            connection.Execute("BEGIN EXCLUSIVE; COMMIT");
        }
        catch (SqliteFault fault) when (fault.IsBusy)
        {
            throw new StoreInUseException("Another program has the database open for writing. Close it first.");
        }
    }

    private static bool IsClean(Connection connection) =>
        connection.Number("SELECT count(*) FROM sqlite_master WHERE name = 'meta'") == 0 || connection.Number("SELECT value FROM meta WHERE name = 'clean'") != 0;

    private static void Check(Connection connection, Found found)
    {
        if (found.Bytes <= WholeCheckUpTo && connection.Text("PRAGMA integrity_check(1)") is var verdict && verdict != "ok")
        {
            throw new CorruptStoreException($"The store is damaged: {verdict}. Restore a backup; nothing was changed.");
        }
    }

    private static StorageException Explained(string path, SqliteFault fault) => fault.IsCorrupt
        ? new CorruptStoreException($"{path} is damaged or is not a database ({fault.Message}). Restore a backup; nothing was changed.", fault)
        : new StorageException($"{path} cannot be opened ({fault.Message}).", fault);

    /// <summary>What lies at the path before anything is opened.</summary>
    private sealed record Found(bool IsNew, bool HasLog, long Bytes)
    {
        public static Found At(string path)
        {
            var file = new FileInfo(path);
            var log = new FileInfo(path + "-wal");
            if (file.Exists && file.Length > 0)
            {
                // SQLite takes a file shorter than a header for an empty one and would write over it.
                return file.Length >= SmallestStore
                    ? new Found(false, log.Exists, file.Length)
                    : throw new CorruptStoreException($"{path} is cut short or is not a store. Restore a backup; nothing was changed.");
            }

            // An empty file, or a log without its file, was a store once: never begin anew over it.
            return log.Exists || file.Exists
                ? throw new CorruptStoreException($"{path} is {(file.Exists ? "empty" : "missing, but its -wal file is there")}. Restore a backup, or move what is left away to begin anew.")
                : new Found(true, false, 0);
        }
    }
}
