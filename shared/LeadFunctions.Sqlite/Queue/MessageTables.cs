using LeadFunctions.Sqlite.Raw;

namespace LeadFunctions.Sqlite.Queue;

/// <summary>The statements that write messages, the schedule, dead letters and known ids.</summary>
internal sealed class MessageTables(Connection connection)
{
    private readonly Statement _insert = connection.Prepare("INSERT INTO messages VALUES (?1, ?2, ?3, 0, ?4, NULL, ?5, ?6)");
    private readonly Statement _insertLater = connection.Prepare("INSERT INTO schedule VALUES (?1, ?7, ?2, ?3, 0, ?4, ?5, ?6)");
    private readonly Statement _delete = connection.Prepare("DELETE FROM messages WHERE seq = ?1");
    private readonly Statement _retry = connection.Prepare("INSERT INTO schedule SELECT ?2, ?3, step, key, tries + 1, enqueued, body, crc FROM messages WHERE seq = ?1");
    private readonly Statement _bury = connection.Prepare("INSERT INTO dead_letters SELECT seq, step, key, tries + 1, enqueued, ?2, ?3, body, crc FROM messages WHERE seq = ?1");
    private readonly Statement _tries = connection.Prepare("SELECT tries FROM messages WHERE seq = ?1");
    private readonly Statement _blame = connection.Prepare("UPDATE messages SET tries = tries + 1 WHERE seq = ?1");
    private readonly Statement _after = connection.Prepare("SELECT seq, step, key, tries, body, crc FROM messages WHERE seq > ?1 ORDER BY seq LIMIT ?2");
    private readonly Statement _due = connection.Prepare("SELECT seq, step, key, tries, body, crc FROM schedule WHERE due <= ?1 ORDER BY due, seq LIMIT ?2");
    private readonly Statement _makeReady = connection.Prepare("INSERT INTO messages SELECT ?2, step, key, tries, enqueued, due, body, crc FROM schedule WHERE seq = ?1");
    private readonly Statement _unschedule = connection.Prepare("DELETE FROM schedule WHERE seq = ?1");
    private readonly Statement _nextDue = connection.Prepare("SELECT min(due) FROM schedule");
    private readonly Statement _dead = connection.Prepare("SELECT seq, step, key, 0, body, crc FROM dead_letters WHERE seq = ?1");
    private readonly Statement _revive = connection.Prepare("INSERT INTO messages SELECT ?2, step, key, 0, enqueued, ?3, body, crc FROM dead_letters WHERE seq = ?1");
    private readonly Statement _exhume = connection.Prepare("DELETE FROM dead_letters WHERE seq = ?1");
    private readonly Statement _remember = connection.Prepare("INSERT INTO message_ids VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING");
    private readonly Statement _remembered = connection.Prepare("SELECT crc FROM message_ids WHERE id = ?1");
    private readonly Statement _forget = connection.Prepare("DELETE FROM message_ids WHERE id IN (SELECT id FROM message_ids WHERE at < ?1 ORDER BY at LIMIT 1000)");

    /// <param name="due">0: ready at once.</param>
    public void Insert(long seq, long due, ReadOnlySpan<byte> step, ReadOnlySpan<byte> key, long now, ReadOnlySpan<byte> body, long crc)
    {
        var insert = due == 0 ? _insert : _insertLater.Bind(7, due);
        insert.Bind(1, seq).BindText(2, step).BindText(3, key).Bind(4, now).BindText(5, body).Bind(6, crc).Run();
    }

    public void Delete(long seq) => _delete.Bind(1, seq).Run();

    /// <summary>From ready to the schedule, one try more.</summary>
    public void Retry(long seq, long newSeq, long due)
    {
        _retry.Bind(1, seq).Bind(2, newSeq).Bind(3, due).Run();
        Delete(seq);
    }

    public void Bury(long seq, long now, string reason)
    {
        _bury.Bind(1, seq).Bind(2, now).Bind(3, reason).Run();
        Delete(seq);
    }

    /// <summary>Null when the message is not (or no longer) ready.</summary>
    public long? TriesOf(long seq)
    {
        long? tries = _tries.Bind(1, seq).Step() ? _tries.Long(0) : null;
        _tries.Reset();
        return tries;
    }

    /// <summary>Counts a try for a message that was being handled when the process died.</summary>
    public void Blame(long seq) => _blame.Bind(1, seq).Run();

    public IReadOnlyList<MessageRow> ReadyAfter(long seq, int limit) => MessageRow.Read(_after.Bind(1, seq).Bind(2, limit));

    public IReadOnlyList<MessageRow> Due(long now, int limit) => MessageRow.Read(_due.Bind(1, now).Bind(2, limit));

    /// <summary>From the schedule to ready, at the end of its key.</summary>
    public void MakeReady(long seq, long newSeq)
    {
        _makeReady.Bind(1, seq).Bind(2, newSeq).Run();
        _unschedule.Bind(1, seq).Run();
    }

    /// <returns>UTC ticks; <see cref="long.MaxValue"/> when nothing is scheduled.</returns>
    public long NextDue()
    {
        _nextDue.Step();
        var due = _nextDue.LongOrNull(0) ?? long.MaxValue;
        _nextDue.Reset();
        return due;
    }

    /// <returns>Null when there is no dead letter of that number.</returns>
    public MessageRow? Revive(long seq, long newSeq, long now)
    {
        if (MessageRow.Read(_dead.Bind(1, seq)) is not [var row])
        {
            return null;
        }

        _revive.Bind(1, seq).Bind(2, newSeq).Bind(3, now).Run();
        _exhume.Bind(1, seq).Run();
        return row with { Seq = newSeq };
    }

    /// <summary>False when the id is known. The same id with another body is refused too, and counted apart.</summary>
    public bool Remember(string id, long now, long crc, string step)
    {
        if (_remember.Bind(1, id).Bind(2, now).Bind(3, crc).Run() == 1)
        {
            return true;
        }

        _remembered.Bind(1, id).Step();
        Telemetry.Repeated(step, sameBody: _remembered.Long(0) == crc);
        _remembered.Reset();
        return false;
    }

    /// <summary>Up to 1,000 ids older than <paramref name="before"/>.</summary>
    /// <returns>True when there may be more.</returns>
    public bool Forget(long before) => _forget.Bind(1, before).Run() == 1000;
}

/// <summary>A message as it lies in a table.</summary>
internal sealed record MessageRow(long Seq, string Step, string Key, int Tries, byte[] Body, bool IsIntact)
{
    public int Size => Body.Length + System.Text.Encoding.UTF8.GetByteCount(Key);

    public static IReadOnlyList<MessageRow> Read(Statement rows)
    {
        var found = new List<MessageRow>();
        while (rows.Step())
        {
            var body = rows.Bytes(4);
            found.Add(new(rows.Long(0), rows.Text(1), rows.Text(2), (int)rows.Long(3), body.ToArray(), Checksum.Of(rows.Bytes(2), body) == rows.Long(5)));
        }

        return found;
    }
}
