namespace LeadFunctions.Domain.Metrics;

/// <summary>One addend of one figure.</summary>
/// <param name="Bucket">A family and a day: <c>cohort:2026-03-01</c>, <c>by-source:2026-03-01</c> (<see cref="Families"/>).</param>
/// <param name="Measure">What is counted; in a family of groups, the group's name, a tab, and what is counted.</param>
public readonly record struct Share(string Bucket, string Measure, long Amount);

/// <summary>The kinds of buckets. Stored: never rename one.</summary>
public static class Families
{
    /// <summary>Everything about the leads that came on a day.</summary>
    public const string Cohort = "cohort";

    /// <summary>What happened on a day, whenever the leads came.</summary>
    public const string Flow = "flow";

    /// <summary>Runs and mails of sequences, by the day the run began or the mail went.</summary>
    public const string Sequence = "sequence";

    /// <summary>MQLs by score and playbook version.</summary>
    public const string Lift = "lift";

    public const string BySource = "by-source";
    public const string ByCampaign = "by-campaign";
    public const string ByOwner = "by-owner";
    public const string ByPool = "by-pool";
    public const string BySequence = "by-sequence";

    /// <summary>Between a group's name and its measure; no name has one.</summary>
    public const char Tab = '\t';

    public static readonly IReadOnlyList<string> All = [Cohort, Flow, Sequence, Lift, BySource, ByCampaign, ByOwner, ByPool, BySequence];

    public static string Bucket(string family, DateOnly day) => $"{family}:{day:yyyy-MM-dd}";

    /// <summary>The day of a bucket; null when it is of another family.</summary>
    public static DateOnly? DayOf(string family, string bucket) =>
        bucket.Length == family.Length + 11 && bucket.StartsWith(family, StringComparison.Ordinal) && DateOnly.TryParseExact(bucket.AsSpan(family.Length + 1), "yyyy-MM-dd", out var day) ? day : null;

    /// <summary>The bucket of the week that a day's bucket is in, and the day.</summary>
    public static (string Week, DateOnly Day) WeekOf(string bucket)
    {
        var family = bucket[..^11];
        var day = DayOf(family, bucket)!.Value;
        return (Bucket(family, Periods.StartOf(day, Unit.Week)), day);
    }
}
