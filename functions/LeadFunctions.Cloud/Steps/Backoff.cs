namespace LeadFunctions.Cloud.Steps;

/// <summary>Exponential backoff with full jitter, as in the embedded engine: anywhere between nothing and the bound, so that failures do not come back in step.</summary>
public static class Backoff
{
    /// <summary>Failures before a message becomes a dead letter.</summary>
    public const int MostTries = 10;

    /// <summary>About a day of a store that is not there.</summary>
    public const int MostStalls = 300;

    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    /// <param name="failures">From 1.</param>
    /// <param name="draw">In [0, 1).</param>
    public static TimeSpan After(int failures, TimeSpan? least, double draw)
    {
        var bound = Math.Min(Longest.Ticks, First.Ticks * Math.Pow(2, Math.Min(failures - 1, 30)));
        return (least ?? TimeSpan.Zero) + TimeSpan.FromTicks((long)(bound * draw));
    }
}
