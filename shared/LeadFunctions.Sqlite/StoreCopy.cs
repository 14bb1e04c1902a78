using LeadFunctions.Sqlite.Raw;
using LeadFunctions.Sqlite.Storage;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Sqlite;

/// <summary>
/// A store as one file, and back. Copying only reads (one snapshot, on a connection that never checkpoints), so it goes while the host runs and holds up
/// nobody; the copy has no freed pages and no log.
/// </summary>
public static class StoreCopy
{
    /// <returns>The copy's bytes, after it was checked and is on disk.</returns>
    /// <exception cref="StorageException">There is no such store, or the target exists or cannot be written.</exception>
    public static long Create(string store, string target)
    {
        if (!File.Exists(store) || File.Exists(target))
        {
            throw new StorageException(File.Exists(store) ? $"{target} is there already." : $"There is no store {store}.");
        }

        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(target))!);
            var draft = target + ".new";
            File.Delete(draft);
            using (var source = Connection.Open(store, readOnly: true, cacheKilobytes: 2048))
            {
                source.Execute($"PRAGMA busy_timeout=5000; VACUUM INTO '{draft.Replace("'", "''", StringComparison.Ordinal)}'");
            }

            using (var copy = Connection.Open(draft, readOnly: false, cacheKilobytes: 2048))
            {
                // Whoever opens it next need not look for a log.
                copy.Execute("UPDATE meta SET value = 1 WHERE name = 'clean'");
                Check(copy, target);
            }

            Sync(draft);
            File.Move(draft, target);
            return new FileInfo(target).Length;
        }
        catch (SqliteFault fault)
        {
            throw new StorageException($"The store cannot be copied ({fault.Message}).", fault);
        }
    }

    /// <summary>Replaces a store by a copy that has been checked; until then nothing of it is touched.</summary>
    /// <exception cref="StoreInUseException">The store is being served.</exception>
    /// <exception cref="StorageException">The copy is damaged, not ours, or of a newer version.</exception>
    public static void Restore(string copy, string store)
    {
        if (!File.Exists(copy))
        {
            throw new StorageException($"There is no file {copy}.");
        }

        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(store))!);
        using var held = ProcessLock.Take(store + ".lock");
        var draft = store + ".restored";
        File.Copy(copy, draft, overwrite: true);
        try
        {
            using var restored = Connection.Open(draft, readOnly: true, cacheKilobytes: 2048);
            if (restored.Number("PRAGMA application_id") != Schema.ApplicationId)
            {
                throw new StorageException($"{copy} is not a copy of a store.");
            }

            Check(restored, copy);
        }
        catch (Exception wrong) when (wrong is SqliteFault or StorageException)
        {
            File.Delete(draft);
            throw wrong is StorageException ? wrong : new StorageException($"{copy} is damaged or is not a copy of a store ({wrong.Message}). Nothing was changed.", wrong);
        }

        Sync(draft);
        // The log belongs to what is replaced: beside another file it would be taken for its own.
        File.Delete(store + "-wal");
        File.Delete(store + "-shm");
        File.Move(draft, store, overwrite: true);
    }

    private static void Check(Connection connection, string name)
    {
        if (connection.Text("PRAGMA integrity_check(1)") is var verdict && verdict != "ok")
        {
            throw new StorageException($"{name} is damaged: {verdict}. Nothing was changed.");
        }
    }

    private static void Sync(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite);
        file.Flush(flushToDisk: true);
    }
}
