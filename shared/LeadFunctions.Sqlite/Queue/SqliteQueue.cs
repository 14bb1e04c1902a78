using System.Collections.Concurrent;
using System.Globalization;
using LeadFunctions.Sqlite.Leads;
using LeadFunctions.Sqlite.Storage;
using LeadFunctions.Sqlite.Worker;
using LeadFunctions.UseCases;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Sqlite.Queue;

/// <summary>The way into the queue, and the view on it for operations.</summary>
public sealed class SqliteQueue : IMessageQueue
{
    private const int MostPerPage = 200;
    private const string DeadLetterScope = "dead-letters";
    private readonly ConcurrentQueue<EnqueueItem> _pool = [];
    private readonly Writer _writer;
    private readonly Arrivals _arrivals;
    private readonly Readers _readers;
    private readonly Cursors _cursors;
    private readonly TimeProvider _clock;

    internal SqliteQueue(Writer writer, Arrivals arrivals, (Readers Readers, Cursors Cursors) reading, TimeProvider clock) =>
        (_writer, _arrivals, _readers, _cursors, _clock) = (writer, arrivals, reading.Readers, reading.Cursors, clock);

    /// <inheritdoc/>
    public ValueTask EnqueueAsync(IReadOnlyList<Outgoing> messages, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        if (messages.Count == 0)
        {
            return ValueTask.CompletedTask;
        }

        var item = Rent();
        try
        {
            for (var index = 0; index < messages.Count; index++)
            {
                item.Messages.Add(_arrivals.Steps.Of(messages[index].Message), messages[index]);
            }

            _arrivals.Room.Take(item.Messages.Count, item.Messages.Bytes);
        }
        catch
        {
            item.Abandon();
            throw;
        }

        return item.SubmitTo(_writer);
    }

    /// <inheritdoc/>
    public ValueTask CaptureAsync(Message message)
    {
        var item = Rent();
        try
        {
            item.OfRequest = true;
            item.Messages.Add(_arrivals.Steps.Of(message), new Outgoing(message));
            _arrivals.Room.Take(1, item.Messages.Bytes);
        }
        catch
        {
            item.Abandon();
            throw;
        }

        return item.SubmitTo(_writer);
    }

    /// <summary>Enqueues one message that is already JSON, for callers that never need it as an object. Durable when it returns.</summary>
    /// <param name="step">A step of the flow.</param>
    /// <param name="key">The message's ordering key, the same that <see cref="Message.Key"/> would give.</param>
    /// <param name="body">The message as <see cref="WireJson"/> writes it, with its <c>type</c>; copied before this returns.</param>
    /// <exception cref="QueueFullException">Over the bound; nothing was stored.</exception>
    public ValueTask EnqueueAsync(string step, string key, ReadOnlySpan<byte> body)
    {
        var item = Rent();
        try
        {
            item.Messages.Add(_arrivals.Steps.Named(step), key, body);
            _arrivals.Room.Take(1, item.Messages.Bytes);
        }
        catch
        {
            item.Abandon();
            throw;
        }

        return item.SubmitTo(_writer);
    }

    public Task<IReadOnlyList<QueueFigures>> FiguresAsync(CancellationToken ct)
    {
        try
        {
            return Task.FromResult<IReadOnlyList<QueueFigures>>([.. _arrivals.Steps.All.Select(step =>
                new QueueFigures(step.Name, step.Waiting, step.Scheduled, step.InFlight, step.Dead, OldestAge(step)))]);
        }
        catch (StorageException cause)
        {
            return Task.FromException<IReadOnlyList<QueueFigures>>(cause);
        }
    }

    public Task<Page<DeadLetter>> DeadLettersAsync(string? cursor, int limit, CancellationToken ct)
    {
        try
        {
            var before = cursor is null ? long.MaxValue : long.Parse(_cursors.Read(DeadLetterScope, cursor).Value, CultureInfo.InvariantCulture);
            var most = Math.Clamp(limit, 1, MostPerPage);
            var found = _readers.Read((before, most), static (reader, ask) => DeadLetters(reader, ask.before, ask.most + 1));
            return Task.FromResult(found.Count > most
                ? new Page<DeadLetter>(found[..most], _cursors.Write(DeadLetterScope, found[most - 1].Id, ""))
                : new Page<DeadLetter>(found, null));
        }
        catch (Exception cause)
        {
            return Task.FromException<Page<DeadLetter>>(cause);
        }
    }

    public Task<bool> ReplayAsync(string deadLetterId, CancellationToken ct)
    {
        if (!long.TryParse(deadLetterId, NumberStyles.None, CultureInfo.InvariantCulture, out var seq))
        {
            return Task.FromResult(false);
        }

        var replay = new Replay(seq, _arrivals);
        _writer.Submit(replay);
        return replay.Answer;
    }

    /// <summary>Of the oldest message that is due.</summary>
    internal TimeSpan OldestAge(StepQueue step)
    {
        if (step.Waiting == 0)
        {
            return TimeSpan.Zero;
        }

        var oldest = _readers.Read(step.Name, static (reader, name) =>
        {
            var row = reader["SELECT coalesce(ready, enqueued) FROM messages WHERE step = ?1 ORDER BY seq LIMIT 1"].Bind(1, name);
            return row.Step() ? row.Long(0) : long.MaxValue;
        });
        return TimeSpan.FromTicks(Math.Max(0, _clock.GetUtcNow().UtcTicks - oldest));
    }

    private EnqueueItem Rent()
    {
        _readers.MustBeOutside();
        return _pool.TryDequeue(out var item) ? item : new EnqueueItem(_arrivals, _pool);
    }

    private static List<DeadLetter> DeadLetters(Reader reader, long before, int limit)
    {
        var rows = reader["SELECT seq, step, key, body, tries, reason, enqueued, dead FROM dead_letters WHERE seq < ?1 ORDER BY seq DESC LIMIT ?2"].Bind(1, before).Bind(2, limit);
        var found = new List<DeadLetter>();
        while (rows.Step())
        {
            found.Add(new(
                rows.Long(0).ToString(CultureInfo.InvariantCulture), rows.Text(1), rows.Text(2), rows.Text(3), (int)rows.Long(4), rows.Text(5),
                new DateTimeOffset(rows.Long(6), TimeSpan.Zero), new DateTimeOffset(rows.Long(7), TimeSpan.Zero)));
        }

        return found;
    }
}
