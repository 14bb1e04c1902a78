namespace LeadFunctions.Domain.Backtesting;

/// <summary>What a draft would have done, beside what the playbook in force does.</summary>
/// <param name="Current">Version in force.</param>
/// <param name="Draft">Version of the draft.</param>
public sealed record BacktestResult(string Current, string Draft, DateTimeOffset From, DateTimeOffset To)
{
    public long Events { get; init; }

    /// <summary>By lead id.</summary>
    public IReadOnlyList<ScoredLead> Scored { get; init; } = [];

    public required FlipCounts Flips { get; init; }

    /// <summary>MQLs per week, weeks beginning on Monday (UTC), oldest first.</summary>
    public IReadOnlyList<WeekCount> Weeks { get; init; } = [];

    public IReadOnlyList<PoolLoad> Pools { get; init; } = [];

    public IReadOnlyList<SlaLoad> Sla { get; init; } = [];

    /// <summary>Why it should not be published: the draft sends a pool more in a week than its people take, and more than the playbook in force does.</summary>
    public string? Refused => Pools.Where(pool => pool.IsOver).Select(pool => pool.Words()).FirstOrDefault();
}

public sealed record WeekCount(DateOnly Week, int Current, int Draft);

/// <summary>How many leads would become an MQL, or not, or at another time.</summary>
/// <param name="Items">The latest, with what made the difference.</param>
public sealed record FlipCounts(int Gained, int Lost, int Earlier, int Later, int Same, int Up, int Down, IReadOnlyList<Flip> Items)
{
    /// <summary>Become MQLs in the window under the current playbook.</summary>
    public int CurrentMqls => Lost + Earlier + Later + Same;

    public int DraftMqls => Gained + Earlier + Later + Same;
}

/// <param name="Kind"><c>gained</c>, <c>lost</c>, <c>earlier</c> or <c>later</c>.</param>
/// <param name="Why">In words.</param>
public sealed record Flip(string LeadId, string Kind, DateTimeOffset? CurrentAt, DateTimeOffset? DraftAt, Points CurrentScore, Points DraftScore, string Why, IReadOnlyList<RuleShift> Rules);

/// <summary>What one rule gives under each at the instant that made the difference.</summary>
public sealed record RuleShift(string Rule, Points Current, Points Draft);

/// <param name="Capacity">Most leads its people take in a week; null when one of them has no cap.</param>
public sealed record PoolLoad(string Pool, string Name, int? Capacity, IReadOnlyList<WeekCount> Weeks)
{
    public int CurrentPeak => Weeks.Count == 0 ? 0 : Weeks.Max(week => week.Current);

    public int DraftPeak => Weeks.Count == 0 ? 0 : Weeks.Max(week => week.Draft);

    public bool IsOver => Capacity is { } most && DraftPeak > most && DraftPeak > CurrentPeak;

    /// <summary>Of one that is over.</summary>
    internal string Words() => $"{Name} would get {DraftPeak} MQLs in the week of {Weeks.First(week => week.Draft == DraftPeak).Week:yyyy-MM-dd} and takes at most {Capacity} a week";
}

/// <param name="OutsideHours">Of the draft's: begun when the policy's calendar is closed.</param>
public sealed record SlaLoad(string Policy, string Name, int CurrentPeak, int DraftPeak, double CurrentPerWeek, double DraftPerWeek, int OutsideHours);
