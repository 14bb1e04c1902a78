namespace LeadFunctions.Domain.Metrics;

/// <summary>Every figure of semantics 12 for the leads that came in a period. What cannot be computed, because there is nothing to divide by, is null.</summary>
/// <param name="From">First day (UTC).</param>
/// <param name="To">Last day.</param>
/// <param name="Scope"><c>all</c>, or <c>own</c>: only what the caller's own leads add.</param>
public sealed record MetricsAnswer(DateOnly From, DateOnly To, string By, DateTimeOffset AsOf, string Scope)
{
    public IReadOnlyList<Headline> Headline { get; init; } = [];

    public Funnel Funnel { get; init; } = new([], [], []);

    public ResponseFigures? Response { get; init; }

    public IReadOnlyList<SlaFigures> Sla { get; init; } = [];

    public MqlToSal? MqlToSal { get; init; }

    public IReadOnlyList<StageTime> TimeInStage { get; init; } = [];

    public IReadOnlyList<GroupFigures> Groups { get; init; } = [];

    public Cohorts? Cohorts { get; init; }

    public IReadOnlyList<PoolFairness> Rotation { get; init; } = [];

    public IReadOnlyList<Lift> Lift { get; init; } = [];

    public IReadOnlyList<SequenceFigures> Sequences { get; init; } = [];

    public Series? Series { get; init; }
}

/// <summary>A figure with what it is made of and what it should be.</summary>
/// <param name="Unit"><c>share</c>, <c>days</c>, <c>seconds</c>, <c>ratio</c>, <c>money</c>, <c>money-per-day</c>.</param>
/// <param name="Standing"><c>within</c>, <c>below</c> or <c>above</c> the target; <c>none</c> without one.</param>
public sealed record Headline(string Id, string Name, string Formula, string Unit, double? Value, IReadOnlyDictionary<string, double?> Of, FigureTarget? Target, string Standing);

/// <param name="Text">As the playbook writes it: <c>15-25%</c>.</param>
public sealed record FigureTarget(double? Low, double? High, string Text);

public sealed record Funnel(IReadOnlyList<FunnelStage> Stages, IReadOnlyList<EndedStage> Ended, IReadOnlyList<FunnelBand> Bands);

/// <param name="Now">Leads that are in it.</param>
/// <param name="Reached">Leads that ever were, or went further.</param>
/// <param name="FromPrevious">Of those that reached the stage before.</param>
public sealed record FunnelStage(string Id, string Name, long Now, long Reached, double? FromPrevious);

public sealed record EndedStage(string Id, string Name, long Now);

public sealed record FunnelBand(string Id, string Name, int From, long Now);

/// <param name="RelativeError">Of the percentiles; the counts are exact.</param>
public sealed record ResponseFigures(
    long N, long Within5Minutes, double? Within5MinutesShare, double? P50Seconds, double? P90Seconds, double RelativeError, IReadOnlyList<ResponseStep> Distribution);

/// <param name="UpToSeconds">Null: longer than the step before.</param>
public sealed record ResponseStep(long? UpToSeconds, long N);

public sealed record SlaFigures(string Policy, string Name, long Met, long Breached, double? Attainment);

/// <param name="Mql">How often a lead became an MQL in the period.</param>
/// <param name="Ratio">SALs per MQL: close to 1 when sales takes what marketing gives.</param>
public sealed record MqlToSal(long Mql, long Sal, long Rejected, double? Ratio, IReadOnlyList<ReasonCount> Reasons, IReadOnlyList<MqlToSalStep> Series);

public sealed record ReasonCount(string Id, string Name, long N);

public sealed record MqlToSalStep(DateOnly From, long Mql, long Sal, long Rejected, IReadOnlyDictionary<string, long> Reasons);

public sealed record StageTime(string Stage, string Name, long N, double? MeanSeconds, double? P50Seconds, double? P90Seconds);

/// <summary>The leads of a group, or of a cohort.</summary>
public sealed record GroupFigures(
    string Key, string Name, long Entered, long Mql, long Sal, long Sql, long Opportunities, long Won, long Lost, decimal Amount,
    double? MqlToSql, double? SqlToOpportunity, double? WinRate, double? CycleDays, double? Velocity, GroupResponse Response);

public sealed record GroupResponse(long N, double? Within5MinutesShare, double? P50Seconds, double? P90Seconds);

/// <param name="Unit"><c>day</c>, <c>week</c> (from Monday) or <c>month</c>.</param>
public sealed record Cohorts(string Unit, IReadOnlyList<Cohort> Items);

public sealed record Cohort(
    DateOnly From, long Entered, long Mql, long Sal, long Sql, long Opportunities, long Won, long Lost, decimal Amount, double? MqlToSql, double? SqlToOpportunity, double? WinRate);

/// <param name="MaxDifference">Of anybody's turns from their fair share.</param>
public sealed record PoolFairness(string Pool, string Name, long Assigned, double MaxDifference, IReadOnlyList<MemberFairness> Members);

public sealed record MemberFairness(string PersonId, string Name, int Weight, long Assigned, double FairShare, double Difference);

/// <summary>What became of MQLs of one playbook version, by the score they had.</summary>
public sealed record Lift(string Version, long N, double? SqlShare, double? WonShare, IReadOnlyList<LiftDecile> Deciles);

/// <param name="Decile">10 are the highest scores. Leads of one score are in one decile, so deciles are not always of one size.</param>
public sealed record LiftDecile(int Decile, int FromScore, int ToScore, long N, long Sql, long Won, double? SqlShare, double? WonShare, double? SqlLift, double? WonLift);

public sealed record SequenceFigures(
    string Id, string Name, long Entered, long Active, long Completed, long Exited, long Removed,
    long Sent, long Opened, long Clicked, long Unsubscribed, long Bounced, double? OpenRate, double? ClickRate, IReadOnlyList<StepPeople> Steps, IReadOnlyList<ExitCount> Exits);

/// <param name="Held">Of these, whose mail is held, by the reason.</param>
public sealed record StepPeople(string Id, long People, IReadOnlyList<HeldPeople> Held);

public sealed record HeldPeople(string Why, long N);

public sealed record ExitCount(string Why, long N);

public sealed record Series(string Unit, IReadOnlyList<SeriesStep> Items);

/// <summary>What happened in a day, week or month, whenever the leads came.</summary>
public sealed record SeriesStep(
    DateOnly From, long Entered, long Mql, long Sal, long Rejected, long Sql, long Opportunities, long Won, long Lost, decimal Amount,
    long Contacted, long Within5Minutes, long SlaMet, long SlaBreached, long Sent, long Opened, long Clicked);
