using LeadFunctions.Domain.Leads;

namespace LeadFunctions.Cosmos.Cells;

/// <summary>
/// One thing that is replaced as a whole under an ETag: what it holds, and what commits that reach beyond it need to be all or nothing (decision 007).
/// Stored: names are promises.
/// </summary>
internal sealed record Cell
{
    /// <summary>Ids of commits kept for recognising one whose answer was lost.</summary>
    private const int Remembered = 8;

    public static readonly Cell Absent = new();

    /// <summary>JSON of a lead or a visitor, or a register's value; null: there is none.</summary>
    public string? Value { get; init; }

    public long Version { get; init; }

    /// <summary>Of a register's entry whose key is too long to be read off its row.</summary>
    public string? Key { get; init; }

    /// <summary>The last commits that wrote it.</summary>
    public IReadOnlyList<string>? Lately { get; init; }

    /// <summary>What a commit decided elsewhere would make of it.</summary>
    public Prepared? Prepared { get; init; }

    /// <summary>Commits decided here that may not be finished: other cells still prepared, messages not sent.</summary>
    public IReadOnlyList<OpenCommit>? Open { get; init; }

    /// <summary>Of a commit's own row only.</summary>
    public OpenMark? Mark { get; init; }

    /// <summary>Of a lead only.</summary>
    public Timeline? Timeline { get; init; }

    /// <summary>Of a lead that is being erased: nobody sees it any more, and whoever comes by knows how to go on.</summary>
    public OpenErasure? Erasing { get; init; }

    public bool Knows(string commit) => Lately?.Contains(commit) == true || Open?.Any(open => open.Commit == commit) == true;

    public Cell After(Change change, string commit) => this with
    {
        Value = change.Expected is null ? Value : change.Value,
        Version = change.Expected is null ? Version : change.Version,
        Lately = [.. (Lately ?? []).TakeLast(Remembered - 1), commit],
        Timeline = change.Activities is { Count: > 0 } added ? (Timeline ?? Timeline.Empty).With(added) : Timeline,
    };

    /// <summary>As it is once the commit that prepared it has been decided.</summary>
    public Cell Finished() => After(Prepared!.Change, Prepared.Commit) with { Prepared = null };
}

/// <param name="Decider">Its cell knows the commit as soon as the commit counts, and before that it does not.</param>
/// <param name="At">When; who finds it later than a grace period may undo it.</param>
internal sealed record Prepared(string Commit, Address Decider, DateTimeOffset At, Change Change);

/// <param name="Others">Cells that may still be prepared.</param>
internal sealed record OpenCommit(string Commit, IReadOnlyList<Address>? Others, IReadOnlyList<BusMessage>? Messages);

/// <summary>What a commit does to one cell.</summary>
/// <param name="Expected">The version it must have; null leaves the value alone (activities only).</param>
/// <param name="Value">Null: none any more.</param>
internal sealed record Change(Address At, long? Expected, string? Value, long Version)
{
    public IReadOnlyList<Activity>? Activities { get; init; }

    public bool Fits(Cell cell) => Expected is not { } version || (cell.Value is null ? 0 : cell.Version) == version;
}

/// <summary>An erasure that has begun. Stored in the leads it erases, and goes with the last of them.</summary>
/// <param name="LeadIds">The last to go is the first.</param>
/// <param name="Place">How far it has looked through what others have; null: not yet.</param>
internal sealed record OpenErasure(IReadOnlyList<string> LeadIds, IReadOnlyList<string> Visitors, IReadOnlyList<string> Emails, DateTimeOffset Since, ErasePlace? Place);

/// <param name="Part">What it looks through: <c>registers</c>, <c>leads</c>, <c>visitors</c>.</param>
/// <param name="In">The register.</param>
/// <param name="After">What it has seen last: a row's key, or what the container gave to go on with.</param>
internal sealed record ErasePlace(string Part, string? In, string? After);

/// <summary>A cell as it was read. Without an ETag: nothing is stored there.</summary>
internal readonly record struct Held(Address At, Cell Cell, string? ETag);
