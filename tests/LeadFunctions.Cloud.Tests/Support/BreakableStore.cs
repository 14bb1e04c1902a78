using LeadFunctions.Domain.Leads;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Cloud.Tests.Support;

/// <summary>A lead store that a test can take away.</summary>
public sealed class BreakableStore(ILeadStore inner) : ILeadStore
{
    /// <summary>What every call throws, when set.</summary>
    public Exception? Fault { get; set; }

    /// <summary>Commits that conflict before one goes through.</summary>
    public int Conflicts { get; set; }

    public Task<CommitResult> CommitAsync(Commit commit, CancellationToken ct)
    {
        var asked = Asked();
        return Conflicts > 0 && Conflicts-- > 0 ? Task.FromResult(CommitResult.Conflict) : asked.CommitAsync(commit, ct);
    }

    public Task<Lead?> FindLeadAsync(string leadId, CancellationToken ct) => Asked().FindLeadAsync(leadId, ct);

    public Task<Visitor?> FindVisitorAsync(string visitorId, CancellationToken ct) => Asked().FindVisitorAsync(visitorId, ct);

    public Task<IReadOnlySet<string>> KnownActivitiesAsync(string leadId, IReadOnlyCollection<string> ids, CancellationToken ct) => Asked().KnownActivitiesAsync(leadId, ids, ct);

    public Task<Page<Activity>> ActivitiesAsync(string leadId, string? cursor, int limit, CancellationToken ct) => Asked().ActivitiesAsync(leadId, cursor, limit, ct);

    public Task<IReadOnlyList<LedgerEvent>> LedgerAsync(string leadId, CancellationToken ct) => Asked().LedgerAsync(leadId, ct);

    public Task<Page<LeadRow>> ListAsync(LeadQuery query, CancellationToken ct) => Asked().ListAsync(query, ct);

    public Task<IReadOnlyList<string>> DueAsync(DateTimeOffset now, int limit, CancellationToken ct) => Asked().DueAsync(now, limit, ct);

    public Task<RegisterEntry?> FindRegisterAsync(string register, string key, CancellationToken ct) => Asked().FindRegisterAsync(register, key, ct);

    public Task<IReadOnlyList<KeyValuePair<string, RegisterEntry>>> ListRegisterAsync(string register, string? afterKey, int limit, CancellationToken ct) =>
        Asked().ListRegisterAsync(register, afterKey, limit, ct);

    private ILeadStore Asked() => Fault is { } fault ? throw fault : inner;
}
