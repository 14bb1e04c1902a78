using LeadFunctions.Sqlite.Queue;
using LeadFunctions.Sqlite.Raw;

namespace LeadFunctions.Sqlite.Storage;

/// <summary>What the file says about the queue before anything runs.</summary>
/// <param name="Suspects">Messages that were being handled when the process before died: one of them may have killed it.</param>
internal sealed record Startup(long LastSeq, byte[] CursorKey, IReadOnlySet<long> Suspects)
{
    public static Startup Read(DataFile file, StepQueues steps, Room room, SqliteOptions options, TimeProvider clock)
    {
        var connection = file.Connection;
        var suspects = Blame(connection, file.Lock, options.MaxTries, clock);
        Count(connection, "messages", room, steps, static (step, count) => step.AddWaiting(count));
        Count(connection, "schedule", room, steps, static (step, count) => step.AddScheduled(count));
        Count(connection, "dead_letters", room, steps, static (step, count) => step.AddDead(count));
        using var key = connection.Prepare("SELECT value FROM meta WHERE name = 'cursor-key'");
        key.Step();
        return new Startup(HighestSeq(connection, clock), key.Bytes(0).ToArray(), suspects);
    }

    /// <summary>
    /// Whoever was being handled when the process died has one try less. A message that kills the process every time so ends among the dead letters
    /// instead of in an endless loop of restarts.
    /// </summary>
    private static HashSet<long> Blame(Connection connection, ProcessLock held, int maxTries, TimeProvider clock)
    {
        var noted = held.Noted();
        var suspects = new HashSet<long>();
        if (noted.Count == 0)
        {
            return suspects;
        }

        var messages = new MessageTables(connection);
        connection.Execute("BEGIN IMMEDIATE");
        foreach (var seq in noted)
        {
            if (messages.TriesOf(seq) is not { } tries)
            {
                continue;
            }

            if (tries + 1 >= maxTries)
            {
                messages.Bury(seq, clock.GetUtcNow().UtcTicks, "the process ended while handling it, each time");
            }
            else
            {
                messages.Blame(seq);
                suspects.Add(seq);
            }
        }

        connection.Execute("COMMIT");
        held.Clear();
        return suspects;
    }

    private static void Count(Connection connection, string table, Room room, StepQueues steps, Action<StepQueue, long> add)
    {
        using var rows = connection.Prepare($"SELECT step, count(*), sum(octet_length(body) + octet_length(key)) FROM {table} GROUP BY step");
        while (rows.Step())
        {
            add(steps.Named(rows.Text(0)), rows.Long(1));
            room.Add(rows.Long(1), rows.Long(2));
        }
    }

    /// <summary>Beyond every number in use, and beyond the clock in microseconds: so numbers do not come back when the tables are empty.</summary>
    private static long HighestSeq(Connection connection, TimeProvider clock)
    {
        var used = connection.Number("SELECT max(seq) FROM (SELECT max(seq) AS seq FROM messages UNION ALL SELECT max(seq) FROM schedule UNION ALL SELECT max(seq) FROM dead_letters)");
        return Math.Max(used, clock.GetUtcNow().ToUnixTimeMilliseconds() * 1000);
    }
}
