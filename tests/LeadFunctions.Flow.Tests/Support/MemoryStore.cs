using System.Text.Json;
using LeadFunctions.Domain.Leads;
using LeadFunctions.UseCases;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Flow.Tests.Support;

/// <summary>
/// Leads, visitors, timelines and registers in memory, for properties over thousands of histories: what is stored is what JSON keeps of it, and a commit is refused
/// when something it read has changed. Messages wait in <see cref="Waiting"/>.
/// </summary>
public sealed class MemoryStore : ILeadStore
{
    private readonly Dictionary<string, Lead> _leads = [];
    private readonly Dictionary<string, Visitor> _visitors = [];
    private readonly Dictionary<string, Dictionary<string, Activity>> _timelines = [];
    private readonly Dictionary<(string, string), RegisterEntry> _registers = [];
    private long _version;

    public List<Message> Waiting { get; } = [];

    /// <summary>Its values by key.</summary>
    public IReadOnlyList<string> Register(string name) => [.. _registers.Where(one => one.Key.Item1 == name).OrderBy(one => one.Key.Item2, StringComparer.Ordinal).Select(one => $"{one.Key.Item2} {one.Value.Value}")];

    public Task<Lead?> FindLeadAsync(string leadId, CancellationToken ct) => Task.FromResult(_leads.GetValueOrDefault(leadId));

    public Task<Visitor?> FindVisitorAsync(string visitorId, CancellationToken ct) => Task.FromResult(_visitors.GetValueOrDefault(visitorId));

    public Task<IReadOnlySet<string>> KnownActivitiesAsync(string leadId, IReadOnlyCollection<string> ids, CancellationToken ct) =>
        Task.FromResult<IReadOnlySet<string>>(ids.Where(id => Of(leadId).ContainsKey(id)).ToHashSet());

    public Task<Page<Activity>> ActivitiesAsync(string leadId, string? cursor, int limit, CancellationToken ct) =>
        Task.FromResult(new Page<Activity>([.. Of(leadId).Values.OrderByDescending(one => one.At).ThenByDescending(one => one.Id, StringComparer.Ordinal)], null));

    public Task<IReadOnlyList<LedgerEvent>> LedgerAsync(string leadId, CancellationToken ct) =>
        Task.FromResult(Retraction.Ledger(Of(leadId).Values));

    public Task<Page<LeadRow>> ListAsync(LeadQuery query, CancellationToken ct) => throw new NotSupportedException();

    public Task<IReadOnlyList<string>> DueAsync(DateTimeOffset now, int limit, CancellationToken ct) => throw new NotSupportedException();

    public Task<RegisterEntry?> FindRegisterAsync(string register, string key, CancellationToken ct) => Task.FromResult(_registers.GetValueOrDefault((register, key)));

    public Task<IReadOnlyList<KeyValuePair<string, RegisterEntry>>> ListRegisterAsync(string register, string? afterKey, int limit, CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<KeyValuePair<string, RegisterEntry>>>(
            [.. _registers.Where(one => one.Key.Item1 == register && string.CompareOrdinal(one.Key.Item2, afterKey ?? "") > 0).OrderBy(one => one.Key.Item2, StringComparer.Ordinal).Take(limit).Select(one => KeyValuePair.Create(one.Key.Item2, one.Value))]);

    public Task<CommitResult> CommitAsync(Commit commit, CancellationToken ct)
    {
        if ((commit.Lead is { } changed && (_leads.GetValueOrDefault(changed.Id)?.Version ?? 0) != changed.Version)
            || (commit.Visitor is { } moved && (_visitors.GetValueOrDefault(moved.Id)?.Version ?? 0) != moved.Version)
            || commit.Registers.Any(write => (_registers.GetValueOrDefault((write.Register, write.Key))?.Version ?? 0) != write.Version))
        {
            return Task.FromResult(CommitResult.Conflict);
        }

        if (commit.Lead is { } lead)
        {
            _leads[lead.Id] = JsonSerializer.Deserialize(JsonSerializer.SerializeToUtf8Bytes(lead with { Version = lead.Version + 1 }, WireJson.Default.Lead), WireJson.Default.Lead)!;
        }

        if (commit.Visitor is { } visitor)
        {
            _visitors[visitor.Id] = JsonSerializer.Deserialize(JsonSerializer.SerializeToUtf8Bytes(visitor with { Version = visitor.Version + 1 }, WireJson.Default.Visitor), WireJson.Default.Visitor)!;
        }

        foreach (var activity in commit.Activities)
        {
            Of(commit.Lead?.Id ?? commit.ActivitiesOf!).TryAdd(activity.Id, activity);
        }

        foreach (var write in commit.Registers)
        {
            _registers.Remove((write.Register, write.Key));
            if (write.Value is not null)
            {
                _registers[(write.Register, write.Key)] = new RegisterEntry(write.Value, ++_version);
            }
        }

        Waiting.AddRange(commit.Messages.Select(outgoing => outgoing.Message));
        return Task.FromResult(CommitResult.Committed);
    }

    private Dictionary<string, Activity> Of(string leadId) => _timelines.TryGetValue(leadId, out var timeline) ? timeline : _timelines[leadId] = [];
}
