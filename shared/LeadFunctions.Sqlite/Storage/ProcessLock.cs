using System.Globalization;
using System.IO.MemoryMappedFiles;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Sqlite.Storage;

/// <summary>
/// The file beside the database that only one process can hold. It also notes, in plain memory writes that outlive the process but cost no fsync,
/// which messages are being handled: after a crash those are the suspects.
/// </summary>
internal sealed unsafe class ProcessLock : IDisposable
{
    /// <summary>Messages that can be noted at one time; more are simply not suspected.</summary>
    public const int Places = 16_384;

    private const int Length = Places * sizeof(long);
    private readonly FileStream _file;
    private readonly MemoryMappedFile _map;
    private readonly MemoryMappedViewAccessor _view;
    private readonly long* _places;

    private ProcessLock(FileStream file)
    {
        _file = file;
        _map = MemoryMappedFile.CreateFromFile(file, null, Length, MemoryMappedFileAccess.ReadWrite, HandleInheritability.None, leaveOpen: true);
        _view = _map.CreateViewAccessor(0, Length);
        byte* start = null;
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
        _places = (long*)(start + _view.PointerOffset);
    }

    /// <exception cref="StoreInUseException">Another process holds it.</exception>
    public static ProcessLock Take(string path)
    {
        FileStream file;
        try
        {
            file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException cause) when (cause is not (DirectoryNotFoundException or FileNotFoundException or PathTooLongException) && File.Exists(path))
        {
            throw new StoreInUseException(string.Create(CultureInfo.InvariantCulture, $"{path} is held: another process is using this store. One process per store. ({cause.Message})"));
        }

        // Written out, not just grown: a hole that cannot be filled on a full disk would kill the process on a memory write.
        if (file.Length < Length)
        {
            file.Write(new byte[Length]);
            file.Flush();
        }

        return new ProcessLock(file);
    }

    /// <summary>The messages noted by whoever held the lock before.</summary>
    public IReadOnlyList<long> Noted()
    {
        var noted = new List<long>();
        for (var place = 0; place < Places; place++)
        {
            if (_places[place] != 0)
            {
                noted.Add(_places[place]);
            }
        }

        return noted;
    }

    public void Note(int place, long seq) => Volatile.Write(ref _places[place], seq);

    public void Clear() => new Span<long>(_places, Places).Clear();

    public void Dispose()
    {
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _map.Dispose();
        _file.Dispose();
    }
}
