using System.Diagnostics;
using LeadFunctions.Domain.Leads;
using LeadFunctions.Sqlite.Raw;

namespace LeadFunctions.Sqlite.Leads;

/// <summary>
/// Scores on their way into the lists. Of the pages that a signal changes, half are the list's: its row and both ends of three indexes, far apart. So what changes
/// with every signal is appended here in the signal's own commit, and moved over together (decision 008): thousands of changes then share the pages.
/// Whoever reads a list has it brought up to date first, so nobody sees the difference; a crash loses nothing, because this is a table.
/// </summary>
internal sealed class ListChanges
{
    /// <summary>So many are moved at once: some 30 ms, for which commits wait.</summary>
    private const int Most = 4096;

    /// <summary>The longest that a change waits while commits go on.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    private readonly Statement _add;
    private readonly Statement _move;
    private readonly Statement _clear;
    private readonly Statement _count;
    private long _since;
    private int _waiting;

    public ListChanges(Connection connection)
    {
        _add = connection.Prepare("INSERT INTO list_changes (n, version, updated, due, total, grade) VALUES (?1, ?2, ?3, ?4, ?5, ?6)");

        // Of several rows of one lead, max() takes the other columns from the latest. A lead that was written as a whole meanwhile is ahead of what waited.
        _move = connection.Prepare("""
            UPDATE lead_list SET version = change.version, updated = change.updated, updated_minute = change.updated / 600000000,
                due = change.due, total = change.total, grade = change.grade
            FROM (SELECT n, max(version) AS version, updated, due, total, grade FROM list_changes GROUP BY n) AS change
            WHERE lead_list.n = change.n AND lead_list.version < change.version
            """);
        _clear = connection.Prepare("DELETE FROM list_changes");
        _count = connection.Prepare("SELECT count(*) FROM list_changes");
        Recount();
    }

    /// <summary>The lists are behind. Asked on any thread.</summary>
    public bool Any => Volatile.Read(ref _waiting) > 0;

    /// <summary>It is time to move them, also when nobody asks.</summary>
    public bool AreDue => _waiting >= Most || (_waiting > 0 && Stopwatch.GetElapsedTime(_since) >= Longest);

    /// <summary>Inside the transaction that writes the lead.</summary>
    /// <param name="number">The lead's row.</param>
    /// <param name="lead">As it is written, still with the version that was read.</param>
    public void Add(long number, Lead lead, ListValues values)
    {
        _add.Bind(1, number).Bind(2, lead.Version + 1).Bind(3, lead.UpdatedAt.UtcTicks).Bind(4, values.Due).Bind(5, values.Total).Bind(6, values.Grade).Run();
        if (_waiting == 0)
        {
            _since = Stopwatch.GetTimestamp();
        }

        Volatile.Write(ref _waiting, _waiting + 1);
    }

    /// <summary>Inside a transaction: the lists are as the leads.</summary>
    public void Move()
    {
        _move.Run();
        _clear.Run();
    }

    /// <summary>After a transaction that moved them, or that was rolled back.</summary>
    public void Recount()
    {
        _count.Step();
        Volatile.Write(ref _waiting, (int)_count.Long(0));
        _count.Reset();
        _since = Stopwatch.GetTimestamp();
    }
}
