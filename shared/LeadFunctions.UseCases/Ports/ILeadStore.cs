using LeadFunctions.Domain.Leads;

namespace LeadFunctions.UseCases.Ports;

/// <summary>Leads, visitors, timelines and registers. SQLite in the embedded host, Cosmos DB and Table Storage in the cloud; one contract suite for both.</summary>
public interface ILeadStore
{
    Task<Lead?> FindLeadAsync(string leadId, CancellationToken ct);

    Task<Visitor?> FindVisitorAsync(string visitorId, CancellationToken ct);

    /// <summary>Which of these activity ids the lead already has.</summary>
    Task<IReadOnlySet<string>> KnownActivitiesAsync(string leadId, IReadOnlyCollection<string> ids, CancellationToken ct);

    /// <summary>Newest first by (At, Id), after <paramref name="cursor"/> (opaque, from a former page; null for the first).</summary>
    Task<Page<Activity>> ActivitiesAsync(string leadId, string? cursor, int limit, CancellationToken ct);

    /// <summary>Every scoring event and adjustment the lead ever had, oldest first: for explaining the past and for ledgers that outgrew their lead.</summary>
    Task<IReadOnlyList<LedgerEvent>> LedgerAsync(string leadId, CancellationToken ct);

    /// <exception cref="BadCursorException">The cursor is not one of ours.</exception>
    Task<Page<LeadRow>> ListAsync(LeadQuery query, CancellationToken ct);

    /// <summary>Leads whose <c>DueAt</c> is at or before <paramref name="now"/>, earliest first. Reads only those.</summary>
    Task<IReadOnlyList<string>> DueAsync(DateTimeOffset now, int limit, CancellationToken ct);

    Task<RegisterEntry?> FindRegisterAsync(string register, string key, CancellationToken ct);

    /// <summary>Entries of one register in key order, after <paramref name="afterKey"/>.</summary>
    Task<IReadOnlyList<KeyValuePair<string, RegisterEntry>>> ListRegisterAsync(string register, string? afterKey, int limit, CancellationToken ct);

    /// <summary>Durable when it returns <see cref="CommitResult.Committed"/>.</summary>
    Task<CommitResult> CommitAsync(Commit commit, CancellationToken ct);
}

/// <summary>Rows of one page, and the cursor of the next one if there is one.</summary>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next);

/// <summary>A lead as lists show it.</summary>
public sealed record LeadRow(
    string Id, string Email, string? Name, string? Company, Stage Stage, string Band, decimal Score, string Grade, string? Owner, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);

/// <param name="Sort"><c>-score</c> (default), <c>-updated</c>, <c>-created</c>, <c>email</c>; <c>urgency</c>: only leads that somebody has to do something about.</param>
/// <param name="Owners">When not null: only leads owned by one of these (and, with <paramref name="OrHeldFor"/>, held for those pools).</param>
/// <param name="OrUnowned">With <paramref name="Owners"/>: also those that nobody owns.</param>
/// <param name="BelowScore">Only leads with less: with a band, where to begin in the order of scores.</param>
/// <param name="Text">Part of an email, name or company.</param>
public sealed record LeadQuery(
    Stage? Stage = null,
    string? Band = null,
    IReadOnlyList<string>? Owners = null,
    IReadOnlyList<string>? OrHeldFor = null,
    string? Text = null,
    int? MinScore = null,
    string Sort = "-score",
    int Limit = 50,
    string? Cursor = null,
    bool OrUnowned = false,
    int? BelowScore = null);

/// <summary>A cursor that this store did not give; a 400.</summary>
public sealed class BadCursorException() : Exception("The cursor is not valid.");
