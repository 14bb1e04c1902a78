namespace LeadFunctions.Sqlite.Worker;

/// <summary>Exponential backoff with full jitter: anywhere between nothing and the bound, so that failures do not come back in step.</summary>
internal static class Backoff
{
    /// <param name="tries">Deliveries that failed, from 1.</param>
    /// <param name="least">At least this long, when the handler said so.</param>
    public static TimeSpan After(int tries, TimeSpan? least, SqliteOptions options, double draw)
    {
        var bound = Math.Min(options.RetryCap.Ticks, options.RetryBase.Ticks * Math.Pow(2, Math.Min(tries - 1, 30)));
        return (least ?? TimeSpan.Zero) + TimeSpan.FromTicks((long)(bound * draw));
    }
}
