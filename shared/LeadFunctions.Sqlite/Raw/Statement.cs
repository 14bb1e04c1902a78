using System.Text;
using SQLitePCL;

namespace LeadFunctions.Sqlite.Raw;

/// <summary>A prepared statement. Bind from 1, read columns from 0; <see cref="Run"/> and a finished <see cref="Step"/> leave it ready for the next use.</summary>
internal sealed class Statement(Connection connection, sqlite3_stmt handle) : IDisposable
{
    private bool _open;

    public Statement Bind(int index, long value)
    {
        connection.Check(raw.sqlite3_bind_int64(handle, index, value));
        return this;
    }

    public Statement Bind(int index, long? value) => value is { } number ? Bind(index, number) : BindNull(index);

    public Statement Bind(int index, string? value)
    {
        if (value is null)
        {
            return BindNull(index);
        }

        Span<byte> small = stackalloc byte[512];
        var bytes = value.Length <= small.Length / 3 ? small[..Encoding.UTF8.GetBytes(value, small)] : Encoding.UTF8.GetBytes(value);
        return BindText(index, bytes);
    }

    /// <param name="utf8">Copied by SQLite.</param>
    public Statement BindText(int index, ReadOnlySpan<byte> utf8)
    {
        connection.Check(raw.sqlite3_bind_text(handle, index, utf8));
        return this;
    }

    /// <summary>Binds a parameter by name; one that the statement does not have is left out.</summary>
    public Statement BindNamed(string name, long value) => IndexOf(name) is var index && index > 0 ? Bind(index, value) : this;

    public Statement BindNamed(string name, string value) => IndexOf(name) is var index && index > 0 ? Bind(index, value) : this;

    public Statement BindNull(int index)
    {
        connection.Check(raw.sqlite3_bind_null(handle, index));
        return this;
    }

    /// <returns>True on a row; false at the end, and then the statement is reset.</returns>
    public bool Step()
    {
        var result = raw.sqlite3_step(handle);
        if (result == raw.SQLITE_ROW)
        {
            _open = true;
            return true;
        }

        _open = false;
        if (result == raw.SQLITE_DONE)
        {
            raw.sqlite3_reset(handle);
            return false;
        }

        var fault = connection.FaultOf(result);
        raw.sqlite3_reset(handle);
        throw fault;
    }

    /// <summary>Runs a statement that returns no rows.</summary>
    /// <returns>Rows changed.</returns>
    public int Run()
    {
        while (Step())
        {
        }

        return connection.Changes;
    }

    /// <summary>Ends a read that was not stepped to its end.</summary>
    public void Reset()
    {
        if (_open)
        {
            _open = false;
            raw.sqlite3_reset(handle);
        }
    }

    public bool IsNull(int column) => raw.sqlite3_column_type(handle, column) == raw.SQLITE_NULL;

    public long Long(int column) => raw.sqlite3_column_int64(handle, column);

    public long? LongOrNull(int column) => IsNull(column) ? null : Long(column);

    public string Text(int column) => Encoding.UTF8.GetString(Bytes(column));

    public string? TextOrNull(int column) => IsNull(column) ? null : Text(column);

    /// <summary>Valid until the next step or reset.</summary>
    public ReadOnlySpan<byte> Bytes(int column) => raw.sqlite3_column_blob(handle, column);

    private int IndexOf(string name) => raw.sqlite3_bind_parameter_index(handle, name);

    public void Dispose()
    {
        connection.Forget(this);
        handle.Dispose();
    }
}
