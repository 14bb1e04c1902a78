namespace LeadFunctions.Domain.Routing;

/// <summary>A pool's memory: what each member is owed, kept in a register and changed by conditional write. <see cref="Turns"/> has the arithmetic.</summary>
/// <param name="Members">By person id. Who leaves the pool keeps an entry, so that an edited pool does not start over.</param>
/// <param name="Recent">The last choices, oldest first, at most <see cref="MaxRecent"/>.</param>
public sealed record Rotation(string PoolId, IReadOnlyDictionary<string, RotationMember> Members, IReadOnlyList<RecentChoice> Recent)
{
    public const int MaxRecent = 64;

    public static Rotation Empty(string poolId) => new(poolId, new Dictionary<string, RotationMember>(), []);

    /// <summary>Turns taken by everybody.</summary>
    public long AllTaken() => Members.Values.Sum(member => member.Taken);

    public RotationMember Of(string personId) => Members.TryGetValue(personId, out var member) ? member : RotationMember.Level;

    public Rotation Remember(RecentChoice choice) =>
        this with { Recent = [.. Recent.Skip(Recent.Count - MaxRecent + 1), choice] };
}

/// <param name="Owed">Fair share so far less turns taken, in units of 1/<see cref="Turns.One"/> of a turn; negative for somebody who is ahead.</param>
/// <param name="Taken">Turns taken, for people to read.</param>
public sealed record RotationMember(long Owed, long Taken)
{
    /// <summary>Where somebody new starts: owed nothing, ahead by nothing.</summary>
    public static readonly RotationMember Level = new(0, 0);
}

/// <summary>A choice already made for a lead, so that a repeated message chooses the same person and takes no second turn.</summary>
public sealed record RecentChoice(string LeadId, string DecisionId, string PersonId, string RuleId);

/// <summary>What a person has on their desk; a register per person.</summary>
/// <param name="Open">Open leads they own.</param>
/// <param name="Recent">Instants of assignments in the last 7 days, oldest first.</param>
public sealed record Workload(string PersonId, int Open, IReadOnlyList<DateTimeOffset> Recent)
{
    /// <summary>Kept even without a cap, so that one set later has something to count.</summary>
    private const int FewestKept = 32;

    private static readonly TimeSpan Week = TimeSpan.FromDays(7);

    public static Workload Empty(string personId) => new(personId, 0, []);

    /// <summary>Assignments in the time before <paramref name="now"/>, and any dated later by a clock that ran ahead.</summary>
    public int Within(TimeSpan time, DateTimeOffset now) => Recent.Count(at => at > now - time);

    /// <summary>One lead more. Only as many instants are kept as a cap could count, so that a busy desk stays small.</summary>
    /// <param name="cap">The person's highest cap per day or week.</param>
    public Workload Taking(DateTimeOffset now, int? cap) =>
        this with { Open = Open + 1, Recent = [.. Recent.Append(now).Where(at => at > now - Week).Order().TakeLast(Math.Max(FewestKept, cap ?? 0))] };

    /// <summary>One open lead less: finished, disqualified, or given to somebody else.</summary>
    public Workload Releasing() => this with { Open = Math.Max(0, Open - 1) };
}
