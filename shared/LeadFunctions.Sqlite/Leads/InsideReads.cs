using System.Collections;

namespace LeadFunctions.Sqlite.Leads;

/// <summary>
/// What a step reads while the writer runs it inside the open transaction (decision 005): the writer's own connection, so it sees what the transaction has
/// written so far. Few rows, because everybody waits meanwhile.
/// </summary>
internal sealed class InsideReads(Reader reader)
{
    private const int MostRows = 512;
    private int _thread;
    private int _rows;

    /// <summary>The caller is a step that the writer runs.</summary>
    public bool IsHere => Volatile.Read(ref _thread) == Environment.CurrentManagedThreadId;

    /// <summary>On the writer's thread, before a step runs there.</summary>
    public void Open()
    {
        _rows = 0;
        Volatile.Write(ref _thread, Environment.CurrentManagedThreadId);
    }

    public void Close() => Volatile.Write(ref _thread, 0);

    /// <exception cref="NotInsideException">That is more than may be read here.</exception>
    public T Read<TArgument, T>(TArgument argument, Func<Reader, TArgument, T> read)
    {
        Count(1);
        try
        {
            var found = read(reader, argument);
            Count(found is ICollection rows ? rows.Count : 0);
            return found;
        }
        finally
        {
            reader.ResetAll();
        }
    }

    private void Count(int rows)
    {
        _rows += rows;
        if (_rows > MostRows)
        {
            throw new NotInsideException();
        }
    }
}

/// <summary>A step did what only a pump may wait for. It is handled there, once more.</summary>
internal sealed class NotInsideException() : Exception("Not inside the writer's transaction.");
