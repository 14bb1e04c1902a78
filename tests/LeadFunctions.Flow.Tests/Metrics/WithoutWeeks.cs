using LeadFunctions.Domain.Leads;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Flow.Tests.Metrics;

/// <summary>The same store for somebody who does not know of weeks.</summary>
internal sealed class WithoutWeeks(ILeadStore inner) : ILeadStore
{
    public Task<Lead?> FindLeadAsync(string leadId, CancellationToken ct) => inner.FindLeadAsync(leadId, ct);

    public Task<Visitor?> FindVisitorAsync(string visitorId, CancellationToken ct) => inner.FindVisitorAsync(visitorId, ct);

    public Task<IReadOnlySet<string>> KnownActivitiesAsync(string leadId, IReadOnlyCollection<string> ids, CancellationToken ct) => inner.KnownActivitiesAsync(leadId, ids, ct);

    public Task<Page<Activity>> ActivitiesAsync(string leadId, string? cursor, int limit, CancellationToken ct) => inner.ActivitiesAsync(leadId, cursor, limit, ct);

    public Task<IReadOnlyList<LedgerEvent>> LedgerAsync(string leadId, CancellationToken ct) => inner.LedgerAsync(leadId, ct);

    public Task<Page<LeadRow>> ListAsync(LeadQuery query, CancellationToken ct) => inner.ListAsync(query, ct);

    public Task<IReadOnlyList<string>> DueAsync(DateTimeOffset now, int limit, CancellationToken ct) => inner.DueAsync(now, limit, ct);

    public Task<RegisterEntry?> FindRegisterAsync(string register, string key, CancellationToken ct) => inner.FindRegisterAsync(register, key, ct);

    public async Task<IReadOnlyList<KeyValuePair<string, RegisterEntry>>> ListRegisterAsync(string register, string? afterKey, int limit, CancellationToken ct) =>
        register == RegisterNames.FigureWeeks ? [] : await inner.ListRegisterAsync(register, afterKey, limit, ct);

    public Task<CommitResult> CommitAsync(Commit commit, CancellationToken ct) => inner.CommitAsync(commit, ct);
}
