using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using LeadFunctions.Domain.Leads;
using LeadFunctions.UseCases;
using LeadFunctions.UseCases.Ports;

namespace LeadFunctions.Hosts.Tests.Support;

/// <summary>Store and queue in memory that keep the contracts' words: versions, atomic commits, idempotent activities. Shows what a request left behind.</summary>
public sealed class RecordingEngine : IMessageQueue, ILeadStore
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(string Register, string Key), RegisterEntry> _registers = [];
    private readonly List<Message> _messages = [];
    private long _sequence = 1000;
    private readonly Dictionary<string, Lead> _leads = [];
    private readonly Dictionary<string, SortedList<string, Activity>> _activities = [];
    private readonly Dictionary<string, DeadLetter> _dead = [];

    /// <summary>What a reader of a timeline waits for, when set.</summary>
    public Func<CancellationToken, Task>? BeforeTimeline { get; set; }

    /// <summary>What every write throws, when set.</summary>
    public Exception? Fault { get; set; }

    public IReadOnlyList<Message> Messages
    {
        get
        {
            lock (_lock)
            {
                return [.. _messages];
            }
        }
    }

    public IReadOnlyList<Signal> Signals =>
        [.. Messages.SelectMany(message => message switch
        {
            Message.SignalArrived arrived => arrived.Signals,
            Message.VisitorSeen seen => seen.Signals,
            _ => [],
        })];

    /// <summary>Changes with anything that is kept.</summary>
    public string StateHash
    {
        get
        {
            lock (_lock)
            {
                var state = new StringBuilder();
                foreach (var message in _messages)
                {
                    state.AppendLine(JsonSerializer.Serialize(message, WireJson.Default.Message));
                }

                foreach (var entry in _registers.OrderBy(entry => entry.Key.ToString(), StringComparer.Ordinal))
                {
                    state.AppendLine(entry.ToString());
                }

                foreach (var lead in _leads.Values.OrderBy(lead => lead.Id, StringComparer.Ordinal))
                {
                    state.AppendLine(JsonSerializer.Serialize(lead, WireJson.LeadDocument)).AppendLine($"{_activities.GetValueOrDefault(lead.Id)?.Count}");
                }

                state.AppendLine(string.Join(",", _dead.Keys.Order(StringComparer.Ordinal)));
                return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(state.ToString())));
            }
        }
    }

    public void Put(Lead lead, params Activity[] activities)
    {
        lock (_lock)
        {
            _leads[lead.Id] = lead;
            Add(lead.Id, activities);
        }
    }

    public void Put(DeadLetter letter)
    {
        lock (_lock)
        {
            _dead[letter.Id] = letter;
        }
    }

    public ValueTask CaptureAsync(Message message) => EnqueueAsync([new Outgoing(message)], CancellationToken.None);

    public ValueTask EnqueueAsync(IReadOnlyList<Outgoing> messages, CancellationToken ct)
    {
        lock (_lock)
        {
            Break();
            _messages.AddRange(messages.Select(outgoing => outgoing.Message));
        }

        return ValueTask.CompletedTask;
    }

    public async Task<CommitResult> CommitAsync(Commit commit, CancellationToken ct)
    {
        // Lets parallel requests meet between their read and their write.
        await Task.Yield();
        lock (_lock)
        {
            Break();
            if (commit.Registers.Any(write => VersionOf(write) != write.Version) || (commit.Lead is { } changed && (_leads.GetValueOrDefault(changed.Id)?.Version ?? 0) != changed.Version))
            {
                return CommitResult.Conflict;
            }

            foreach (var write in commit.Registers)
            {
                _registers.Remove((write.Register, write.Key));
                if (write.Value is { } value)
                {
                    _registers[(write.Register, write.Key)] = new(value, ++_sequence);
                }
            }

            if (commit.Lead is { } lead)
            {
                _leads[lead.Id] = lead with { Version = lead.Version + 1 };
            }

            Add(commit.Lead?.Id ?? commit.ActivitiesOf ?? "", commit.Activities);
            _messages.AddRange(commit.Messages.Select(outgoing => outgoing.Message));
            return CommitResult.Committed;
        }
    }

    public Task<Lead?> FindLeadAsync(string leadId, CancellationToken ct) => Locked(() => _leads.GetValueOrDefault(leadId));

    public Task<RegisterEntry?> FindRegisterAsync(string register, string key, CancellationToken ct) => Locked(() => _registers.GetValueOrDefault((register, key)));

    public async Task<Page<Activity>> ActivitiesAsync(string leadId, string? cursor, int limit, CancellationToken ct)
    {
        await (BeforeTimeline?.Invoke(ct) ?? Task.CompletedTask);
        return await PageAsync(leadId, cursor, limit);
    }

    private Task<Page<Activity>> PageAsync(string leadId, string? cursor, int limit) => Locked(() =>
    {
        var skip = cursor is null ? 0 : int.TryParse(cursor, out var from) ? from : throw new BadCursorException();
        var all = _activities.GetValueOrDefault(leadId)?.Values.OrderByDescending(activity => activity.At).ToArray() ?? [];
        return new Page<Activity>([.. all.Skip(skip).Take(limit)], all.Length > skip + limit ? $"{skip + limit}" : null);
    });

    public Task<Page<LeadRow>> ListAsync(LeadQuery query, CancellationToken ct) => Locked(() =>
    {
        var (skip, byUrgency) = (query.Cursor is null ? 0 : int.TryParse(query.Cursor, out var from) && from > 0 ? from : throw new BadCursorException(), query.Sort == "urgency");
        var rows = _leads.Values
            .Where(lead => !byUrgency || lead.Urgency is not null)
            .Where(lead => query.Owners is null
                || (lead.Owner is { } owner && query.Owners.Contains(owner.PersonId))
                || (lead.Holding?.PoolId is { } pool && query.OrHeldFor?.Contains(pool) == true)
                || (query.OrUnowned && lead.Owner is null))
            .Where(lead => query.Stage is null || lead.Stage == query.Stage)
            .OrderBy(lead => byUrgency ? lead.Urgency : 0).ThenBy(lead => lead.Email, StringComparer.Ordinal)
            .Select(lead => new LeadRow(
                lead.Id, lead.Email, lead.Attribute("name"), lead.Attribute("company"), lead.Stage, lead.Score.Band, lead.Score.Total.ToDecimal(), lead.Score.Grade,
                lead.Owner?.PersonId, lead.CreatedAt, lead.UpdatedAt))
            .ToList();
        return new Page<LeadRow>([.. rows.Skip(skip).Take(query.Limit)], rows.Count > skip + query.Limit ? $"{skip + query.Limit}" : null);
    });

    public Task<IReadOnlyList<QueueFigures>> FiguresAsync(CancellationToken ct) => Locked<IReadOnlyList<QueueFigures>>(() =>
    {
        Break();
        return [new QueueFigures("apply-signal", _messages.Count, 0, 0, _dead.Count, TimeSpan.Zero)];
    });

    public Task<Page<DeadLetter>> DeadLettersAsync(string? cursor, int limit, CancellationToken ct) =>
        Locked(() => cursor is null ? new Page<DeadLetter>([.. _dead.Values.Take(limit)], null) : throw new BadCursorException());

    public Task<bool> ReplayAsync(string deadLetterId, CancellationToken ct) => Locked(() => _dead.Remove(deadLetterId));

    public Task<IReadOnlySet<string>> KnownActivitiesAsync(string leadId, IReadOnlyCollection<string> ids, CancellationToken ct) =>
        Locked<IReadOnlySet<string>>(() => ids.Where(id => _activities.GetValueOrDefault(leadId)?.ContainsKey(id) == true).ToHashSet());

    public Task<IReadOnlyList<LedgerEvent>> LedgerAsync(string leadId, CancellationToken ct) => Locked(() => _leads[leadId].Ledger);

    public Task<Visitor?> FindVisitorAsync(string visitorId, CancellationToken ct) => Task.FromResult<Visitor?>(null);

    public Task<IReadOnlyList<string>> DueAsync(DateTimeOffset now, int limit, CancellationToken ct) => Task.FromResult<IReadOnlyList<string>>([]);

    public Task<IReadOnlyList<KeyValuePair<string, RegisterEntry>>> ListRegisterAsync(string register, string? afterKey, int limit, CancellationToken ct) =>
        Locked<IReadOnlyList<KeyValuePair<string, RegisterEntry>>>(() =>
        [
            .. _registers
                .Where(entry => entry.Key.Register == register && string.CompareOrdinal(entry.Key.Key, afterKey) > 0)
                .OrderBy(entry => entry.Key.Key, StringComparer.Ordinal)
                .Take(limit)
                .Select(entry => KeyValuePair.Create(entry.Key.Key, entry.Value)),
        ]);

    private void Break()
    {
        if (Fault is { } fault)
        {
            throw fault;
        }
    }

    private long VersionOf(RegisterWrite write) => _registers.GetValueOrDefault((write.Register, write.Key))?.Version ?? 0;

    private void Add(string leadId, IEnumerable<Activity> activities)
    {
        if (!_activities.TryGetValue(leadId, out var known))
        {
            _activities[leadId] = known = new(StringComparer.Ordinal);
        }

        foreach (var activity in activities)
        {
            known.TryAdd(activity.Id, activity);
        }
    }

    private Task<T> Locked<T>(Func<T> read)
    {
        lock (_lock)
        {
            return Task.FromResult(read());
        }
    }
}
