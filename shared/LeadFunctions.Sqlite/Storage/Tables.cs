using LeadFunctions.Sqlite.Leads;
using LeadFunctions.Sqlite.Queue;
using LeadFunctions.Sqlite.Raw;

namespace LeadFunctions.Sqlite.Storage;

/// <summary>The committing connection's prepared statements, and the instant of the batch.</summary>
internal sealed class Tables(Connection connection, TimeProvider clock, long lastSeq)
{
    private long _lastSeq = lastSeq;

    public MessageTables Messages { get; } = new(connection);

    public LeadTables Leads { get; } = new(connection);

    /// <summary>For steps that are decided inside the transaction.</summary>
    public InsideReads Inside { get; } = new(new Reader(connection));

    public Statement Begin { get; } = connection.Prepare("BEGIN IMMEDIATE");

    public Statement Commit { get; } = connection.Prepare("COMMIT");

    /// <summary>UTC ticks at the start of the batch.</summary>
    public long Now { get; private set; }

    public void BeginBatch() => Now = clock.GetUtcNow().UtcTicks;

    /// <summary>Never given twice, also after a roll-back and (by its start from the clock) after a restart with empty tables.</summary>
    public long NextSeq() => ++_lastSeq;
}
