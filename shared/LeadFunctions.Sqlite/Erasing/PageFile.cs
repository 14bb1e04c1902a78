using Microsoft.Win32.SafeHandles;

namespace LeadFunctions.Sqlite.Erasing;

/// <summary>
/// The database file page by page, beside SQLite. Opened once and closed last: on Unix, closing any handle of a file lets go of the locks that SQLite holds on it.
/// </summary>
internal sealed class PageFile(string path) : IDisposable
{
    public const int PageSize = 4096;

    /// <summary>From here on the number of an overflowing row's next page could be taken for a page's kind.</summary>
    private const long MostPages = 0x0200_0000;

    private const int PagesAtOnce = 256;
    private SafeFileHandle? _handle;

    private SafeFileHandle Handle => _handle ??= File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);

    /// <summary>Whether pages can be told apart: up to 137 GB.</summary>
    public bool IsReadable => RandomAccess.GetLength(Handle) / PageSize < MostPages;

    /// <summary>Pages with something in their free space, by number from 1. Read while others write, so one may be named needlessly.</summary>
    public IEnumerable<long> Dirty(CancellationToken ct)
    {
        var block = new byte[PagesAtOnce * PageSize];
        for (var at = 0L; RandomAccess.Read(Handle, block, at) is var read && read >= PageSize; at += read - (read % PageSize))
        {
            ct.ThrowIfCancellationRequested();
            for (var page = 0; page < read / PageSize; page++)
            {
                var number = (at / PageSize) + page + 1;
                if (FreeSpace.Wipe(block.AsSpan(page * PageSize, PageSize), number == 1))
                {
                    yield return number;
                }
            }
        }
    }

    /// <summary>Only while nobody writes, and with nothing in the log.</summary>
    public void Wipe(long number)
    {
        Span<byte> page = stackalloc byte[PageSize];
        var at = (number - 1) * PageSize;
        if (RandomAccess.Read(Handle, page, at) == PageSize && FreeSpace.Wipe(page, number == 1))
        {
            RandomAccess.Write(Handle, page, at);
        }
    }

    public void Flush() => RandomAccess.FlushToDisk(Handle);

    public void Dispose() => _handle?.Dispose();
}
