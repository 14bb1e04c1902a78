using System.Text.Json;

namespace LeadFunctions.Chaos.Traffic;

/// <summary>What the sender knows of one request: answered yes, answered no, or never answered.</summary>
public enum Reply
{
    Ok,
    Refused,
    Unknown,
}

/// <summary>One request as the sender saw it.</summary>
/// <param name="Kind"><c>form</c>, <c>beacon</c> or <c>assign</c>.</param>
/// <param name="Key">The client's id of what was sent; a repeat has the same one.</param>
/// <param name="Events">Ids of the events of a beacon.</param>
/// <param name="Status">Of the answer; 0 without one.</param>
/// <param name="Answer">The id the server gave it, when it was accepted.</param>
public sealed record Entry(string Kind, string Key, string Email, string Visitor, IReadOnlyList<string> Events, Reply Reply, int Status, string? Answer)
{
    public const string Form = "form";
    public const string Beacon = "beacon";
    public const string Assign = "assign";
}

/// <summary>The load generator's own append-only record, on file and in memory. The checks believe it and nothing the product counts.</summary>
public sealed class Ledger : IDisposable
{
    private readonly StreamWriter _file;
    private readonly List<Entry> _entries = [];
    private readonly Lock _gate = new();

    public Ledger(string path)
    {
        _file = new StreamWriter(path, append: true) { AutoFlush = true };
    }

    public IReadOnlyList<Entry> Entries
    {
        get
        {
            lock (_gate)
            {
                return [.. _entries];
            }
        }
    }

    public void Append(Entry entry)
    {
        lock (_gate)
        {
            _entries.Add(entry);
            _file.WriteLine(JsonSerializer.Serialize(entry));
        }
    }

    public void Dispose() => _file.Dispose();
}
