using System.Runtime.InteropServices;

namespace LeadFunctions.Providers;

/// <summary>Writes a file so that after a power cut it is there whole or not at all, and there for good once this returns.</summary>
internal static class DurableFile
{
    private const string Unfinished = ".tmp";

    /// <exception cref="IOException">Disk full, no permission for a folder, or the same file is being written now.</exception>
    public static void Write(string path, byte[] content)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        CreateFolder(folder);
        using (var file = File.OpenHandle(path + Unfinished, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            RandomAccess.Write(file, content, 0);
            RandomAccess.FlushToDisk(file);
        }

        File.Move(path + Unfinished, path, overwrite: true);
        SyncFolder(folder);
    }

    private static void CreateFolder(string folder)
    {
        if (Directory.Exists(folder))
        {
            return;
        }

        var parent = Path.GetDirectoryName(folder)!;
        CreateFolder(parent);
        Directory.CreateDirectory(folder);
        SyncFolder(parent);
    }

    /// <summary>A rename is only durable once its folder is synced, which .NET has no call for. On Windows it is part of the file's own flush.</summary>
    private static void SyncFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var handle = Open(folder, 0);
        if (handle < 0)
        {
            throw new IOException($"Cannot open {folder}: {Marshal.GetLastPInvokeErrorMessage()}");
        }

        var synced = Fsync(handle);
        var error = Marshal.GetLastPInvokeErrorMessage();
        _ = Close(handle);
        if (synced != 0)
        {
            throw new IOException($"Cannot sync {folder}: {error}");
        }
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int Fsync(int handle);

    [DllImport("libc", EntryPoint = "close", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int Close(int handle);
}
