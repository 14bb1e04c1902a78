using System.Collections.Concurrent;
using LeadFunctions.Sqlite.Raw;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Sqlite.Leads;

/// <summary>Read-only connections with their prepared statements, one per reading thread at a time. Reads are short: a long one would keep the log from being reused.</summary>
internal sealed class Readers(string path, InsideReads inside) : IDisposable
{
    private readonly ConcurrentBag<Reader> _idle = [];
    private volatile bool _closed;

    /// <summary>Called by a step that the writer runs, it reads inside the open transaction.</summary>
    /// <exception cref="StorageException">It cannot be read.</exception>
    public T Read<TArgument, T>(TArgument argument, Func<Reader, TArgument, T> read)
    {
        if (inside.IsHere)
        {
            return inside.Read(argument, read);
        }

        Reader? reader = null;
        try
        {
            reader = Rent();
            return read(reader, argument);
        }
        catch (SqliteFault fault) when (fault.IsInterrupted)
        {
            throw new SearchTooBroadException();
        }
        catch (SqliteFault fault)
        {
            throw fault.IsCorrupt ? new CorruptStoreException("The store is damaged.", fault) : new StorageException("The store cannot be read.", fault);
        }
        finally
        {
            if (reader is not null)
            {
                Return(reader);
            }
        }
    }

    /// <summary>For what a step inside the writer's transaction must not do: whatever waits, or is seen by others.</summary>
    /// <exception cref="NotInsideException">The caller is such a step.</exception>
    public void MustBeOutside()
    {
        if (inside.IsHere)
        {
            throw new NotInsideException();
        }
    }

    public void Dispose()
    {
        _closed = true;
        while (_idle.TryTake(out var reader))
        {
            reader.Dispose();
        }
    }

    private Reader Rent()
    {
        if (_closed)
        {
            throw new StorageException("The store is closed.");
        }

        return _idle.TryTake(out var reader) ? reader : new Reader(Connection.Open(path, readOnly: true, cacheKilobytes: 2048));
    }

    private void Return(Reader reader)
    {
        reader.ResetAll();
        _idle.Add(reader);
        if (_closed)
        {
            Dispose();
        }
    }
}

/// <summary>One read-only connection. Statements are prepared when first used.</summary>
internal sealed class Reader(Connection connection) : IDisposable
{
    private readonly Dictionary<string, Statement> _statements = new(StringComparer.Ordinal);

    public Connection Connection { get; } = connection;

    /// <param name="sql">A constant: one prepared statement is kept for each text.</param>
    public Statement this[string sql]
    {
        get
        {
            if (!_statements.TryGetValue(sql, out var statement))
            {
                _statements.Add(sql, statement = Connection.Prepare(sql));
            }

            return statement;
        }
    }

    /// <summary>Ends whatever a read left open, so that no snapshot is held.</summary>
    public void ResetAll()
    {
        foreach (var statement in _statements.Values)
        {
            statement.Reset();
        }
    }

    public void Dispose() => Connection.Dispose();
}
