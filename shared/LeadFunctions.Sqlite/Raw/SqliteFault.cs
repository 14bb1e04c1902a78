using SQLitePCL;

namespace LeadFunctions.Sqlite.Raw;

/// <summary>SQLite said no, with its extended result code.</summary>
internal sealed class SqliteFault(int code, string message) : Exception($"SQLite {code}: {message}")
{
    public int Code { get; } = code;

    private int Primary => Code & 0xff;

    public bool IsFull => Primary == raw.SQLITE_FULL;

    public bool IsInterrupted => Primary == raw.SQLITE_INTERRUPT;

    public bool IsBusy => Primary is raw.SQLITE_BUSY or raw.SQLITE_LOCKED;

    public bool IsCorrupt => Primary is raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB;

    /// <summary>After this nothing in memory can be trusted to agree with the disk: a failed fsync may have dropped dirty pages for good.</summary>
    public bool IsFatal => Primary is raw.SQLITE_IOERR or raw.SQLITE_NOMEM || IsCorrupt;

    /// <summary>One statement's own fault: its item fails and the others of the batch go on.</summary>
    public bool IsOfOneItem => Primary is raw.SQLITE_CONSTRAINT or raw.SQLITE_MISMATCH or raw.SQLITE_TOOBIG or raw.SQLITE_RANGE or raw.SQLITE_ERROR;
}
