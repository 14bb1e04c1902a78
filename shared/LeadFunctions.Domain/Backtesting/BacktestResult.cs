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
/// <param name="Weeks">Through the pool.</param>
public sealed record PoolLoad(string Pool, string Name, int? Capacity, IReadOnlyList<WeekCount> Weeks)
{
    /// <summary>Past the pool, straight to its people: what they own the account of, and what a rule names them for.</summary>
    public IReadOnlyList<WeekCount> Direct { get; init; } = [];

    /// <summary>Most that its people get in a week, through the pool and past it.</summary>
    public int CurrentPeak => Together.Select(week => week.Current).DefaultIfEmpty().Max();

    public int DraftPeak => Together.Select(week => week.Draft).DefaultIfEmpty().Max();

    public bool IsOver => Capacity is { } most && DraftPeak > most && DraftPeak > CurrentPeak;

    private IEnumerable<WeekCount> Together =>
        Weeks.Concat(Direct).GroupBy(week => week.Week).Select(parts => new WeekCount(parts.Key, parts.Sum(week => week.Current), parts.Sum(week => week.Draft))).OrderBy(week => week.Week);

    /// <summary>Of one that is over.</summary>
    internal string Words()
    {
        var (peak, week) = (DraftPeak, Together.First(week => week.Draft == DraftPeak).Week);
        var direct = Direct.FirstOrDefault(part => part.Week == week)?.Draft ?? 0;
        return $"{Name} would get {peak} MQLs in the week of {week:yyyy-MM-dd}{(direct > 0 ? $" ({direct} of them past the pool, to its people by name or account)" : "")} and takes at most {Capacity} a week";
    }
}

/// <param name="OutsideHours">Of the draft's: begun when the policy's calendar is closed.</param>
public sealed record SlaLoad(string Policy, string Name, int CurrentPeak, int DraftPeak, double CurrentPerWeek, double DraftPerWeek, int OutsideHours);
