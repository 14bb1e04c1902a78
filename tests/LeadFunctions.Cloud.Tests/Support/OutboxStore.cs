using LeadFunctions.Domain.Leads;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Cloud.Tests.Support;

/// <summary>A lead store whose commits go on through the bus, as the cloud's does: what is stored is stored, then its messages are sent.</summary>
public sealed class OutboxStore(ILeadStore inner, Func<IReadOnlyList<Outgoing>, Task> send) : ILeadStore
{
    /// <summary>What every call throws, when set.</summary>
    public Exception? Fault { get; set; }

    /// <summary>Commits that conflict before one goes through.</summary>
    public int Conflicts { get; set; }

    public async Task<CommitResult> CommitAsync(Commit commit, CancellationToken ct)
    {
        Break();
        if (Conflicts > 0)
        {
            Conflicts--;
            return CommitResult.Conflict;
        }

        var result = await inner.CommitAsync(commit with { Messages = [] }, ct);
        if (result == CommitResult.Committed && commit.Messages.Count > 0)
        {
            await send(commit.Messages);
        }

        return result;
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

    private ILeadStore Asked()
    {
        Break();
        return inner;
    }

    private void Break()
    {
        if (Fault is { } fault)
        {
            throw fault;
        }
    }
}
