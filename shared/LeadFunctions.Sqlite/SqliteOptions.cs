using LeadFunctions.UseCases;

namespace LeadFunctions.Sqlite;

/// <summary>Settings of the embedded engine. Only the path has no default.</summary>
public sealed record SqliteOptions
{
    /// <summary>The database file; its folder is created.</summary>
    public required string Path { get; init; }

    /// <summary>The chain. Default: <see cref="Flow.Steps"/>.</summary>
    public IReadOnlyList<FlowStep> Steps { get; init; } = Flow.Steps;

    /// <summary>Waiting, scheduled and dead messages together; more are refused. Default 1,000,000.</summary>
    public long MaxMessages { get; init; } = 1_000_000;

    /// <summary>Their bytes; more are refused. Default 2 GB.</summary>
    public long MaxBytes { get; init; } = 2_000_000_000;

    /// <summary>Messages waiting in memory; the rest wait on disk. Default 8,192.</summary>
    public int MaxInMemory { get; init; } = 8192;

    /// <summary>Deliveries before a message becomes a dead letter. Default 10.</summary>
    public int MaxTries { get; init; } = 10;

    /// <summary>The first retry comes after a random part of this; each next may take twice as long. Default 500 ms.</summary>
    public TimeSpan RetryBase { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The longest wait before a retry. Default 5 minutes.</summary>
    public TimeSpan RetryCap { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long one handler may take. Default 30 s.</summary>
    public TimeSpan HandlerLimit { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long handlers get to finish at shutdown. Default 10 s.</summary>
    public TimeSpan ShutdownLimit { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a list or search may take. Default 1 s.</summary>
    public TimeSpan SearchLimit { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Handlers of one step at a time, where the default (<see cref="StepLimit"/>) is too many: those that call out.</summary>
    public IReadOnlyDictionary<string, int> StepLimits { get; init; } =
        new Dictionary<string, int> { ["notify"] = 64, ["send-digest"] = 16, ["sync-crm"] = 32, ["enrich-lead"] = 16 };

    /// <summary>Handlers of one step in flight, their commits included: the more share one, the fewer pages each writes. Default 1,024.</summary>
    public int StepLimit { get; init; } = 1024;

    /// <summary>Threads that run handlers. Default: one per core.</summary>
    public int Pumps { get; init; } = Environment.ProcessorCount;

    /// <summary>How long message ids are remembered. Default 8 days (reliability 0.5).</summary>
    public TimeSpan MessageIdRetention { get; init; } = TimeSpan.FromDays(8);

    /// <summary>How long an anonymous visitor is kept after its last visit. Default 90 days.</summary>
    public TimeSpan VisitorRetention { get; init; } = TimeSpan.FromDays(90);

    /// <summary>Draws in [0, 1) for the jitter of retries. Default: a generator of its own.</summary>
    public Func<double>? Draw { get; init; }

    /// <summary>Called once when the store can go on no longer (a failed fsync): the process must end and start again.</summary>
    public Action<Exception>? OnFatal { get; init; }

    /// <summary>Every commit is synced before it is answered. Default true; false is only for the power-loss rig's control, which must lose data.</summary>
    public bool SyncEveryCommit { get; init; } = true;

    /// <summary>Opens a store whose log is missing although it was not closed; what the log held is lost. Default false.</summary>
    public bool AcceptMissingLog { get; init; }

    /// <summary>For benchmarks: called with a message's key when its acknowledgement is on disk.</summary>
    internal Action<string>? OnAcknowledged { get; init; }

    /// <summary>For tests: called with the committing connection when it is open.</summary>
    internal Action<Raw.Connection>? OnOpened { get; init; }
}
