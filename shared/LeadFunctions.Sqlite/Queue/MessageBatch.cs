using System.Buffers;
using System.Text;
using System.Text.Json;
using LeadFunctions.Sqlite.Raw;
using LeadFunctions.Sqlite.Storage;
using LeadFunctions.UseCases;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Sqlite.Queue;

/// <summary>Messages on their way to the file: keys and JSON bodies in one buffer, written on the caller's thread so that the writer only binds and steps.</summary>
internal sealed class MessageBatch
{
    private const int KeepUpTo = 64 * 1024;
    private readonly List<Entry> _entries = [];
    private ArrayBufferWriter<byte> _buffer = new(1024);
    private Utf8JsonWriter? _json;

    public int Count => _entries.Count;

    public long Bytes => _buffer.WrittenCount;

    public void Add(StepQueue step, Outgoing outgoing)
    {
        var key = outgoing.Message.Key;
        var keyFrom = AddKey(key);
        var bodyFrom = _buffer.WrittenCount;
        _json ??= new Utf8JsonWriter(_buffer);
        _json.Reset(_buffer);
        JsonSerializer.Serialize(_json, outgoing.Message, WireJson.Default.Message);
        _json.Flush();
        _entries.Add(new Entry(step, key, outgoing.Message, outgoing.DueAt?.UtcTicks ?? 0, outgoing.Id, keyFrom, bodyFrom, _buffer.WrittenCount));
    }

    /// <param name="body">The message as <see cref="WireJson"/> writes it.</param>
    public void Add(StepQueue step, string key, ReadOnlySpan<byte> body)
    {
        var keyFrom = AddKey(key);
        var bodyFrom = _buffer.WrittenCount;
        _buffer.Write(body);
        _entries.Add(new Entry(step, key, null, 0, null, keyFrom, bodyFrom, _buffer.WrittenCount));
    }

    /// <summary>Empties it for the next use.</summary>
    public void Clear()
    {
        _entries.Clear();
        if (_buffer.Capacity > KeepUpTo)
        {
            _buffer = new(1024);
        }

        _buffer.ResetWrittenCount();
    }

    /// <summary>Inside the transaction: ready messages to their table, those of the future to the schedule, repeats of a known id nowhere.</summary>
    public void Apply(Tables tables)
    {
        var now = tables.Now;
        var bytes = _buffer.WrittenSpan;
        for (var index = 0; index < _entries.Count; index++)
        {
            var entry = _entries[index];
            var key = bytes[entry.KeyFrom..entry.BodyFrom];
            var body = bytes[entry.BodyFrom..entry.End];
            var crc = Checksum.Of(key, body);
            var seq = entry.Id is { } id && !tables.Messages.Remember(id, now, crc, entry.Step.Name) ? 0 : tables.NextSeq();
            if (seq != 0)
            {
                tables.Messages.Insert(seq, entry.DueAt > now ? entry.DueAt : 0, entry.Step.Utf8Name, key, now, body, crc);
            }

            _entries[index] = entry with { Seq = seq, Later = entry.DueAt > now };
        }
    }

    /// <summary>After the commit: what became of each, in order. Dropped repeats come with seq 0.</summary>
    public void ForEach<TState>(TState state, Action<TState, Stored> each)
    {
        foreach (var entry in _entries)
        {
            var body = _buffer.WrittenMemory[entry.BodyFrom..entry.End];
            each(state, new Stored(entry.Seq, entry.Step, entry.Key, entry.Message, body, entry.Later ? entry.DueAt : 0, entry.End - entry.KeyFrom));
        }
    }

    private int AddKey(string key)
    {
        var from = _buffer.WrittenCount;
        var span = _buffer.GetSpan(Encoding.UTF8.GetMaxByteCount(key.Length));
        _buffer.Advance(Encoding.UTF8.GetBytes(key, span));
        return from;
    }

    private readonly record struct Entry(StepQueue Step, string Key, Message? Message, long DueAt, string? Id, int KeyFrom, int BodyFrom, int End)
    {
        public long Seq { get; init; }

        public bool Later { get; init; }
    }
}

/// <param name="Seq">0 when it was a repeat and was dropped.</param>
/// <param name="Body">Its JSON; valid only while it is handed over.</param>
/// <param name="DueAt">UTC ticks; 0 when it is ready.</param>
internal readonly record struct Stored(long Seq, StepQueue Step, string Key, Message? Message, ReadOnlyMemory<byte> Body, long DueAt, int Size);
