namespace LeadFunctions.Domain.Nurture;

/// <summary>So many mails a minute and no more: turns come back evenly, and at most a tenth of a minute's are saved up.</summary>
public sealed record TokenBucket(double Turns, DateTimeOffset At)
{
    public static readonly TokenBucket Full = new(double.MaxValue, DateTimeOffset.MinValue);

    /// <returns>Zero and the bucket without the turn taken; or how long until there is one.</returns>
    public (TimeSpan Wait, TokenBucket After) Take(int perMinute, DateTimeOffset now)
    {
        var most = Math.Max(1, perMinute / 10.0);
        var turns = Math.Min(most, Turns + (Math.Max(0, (now - At).TotalMinutes) * perMinute));
        return turns >= 1
            ? (TimeSpan.Zero, new TokenBucket(turns - 1, now))
            : (TimeSpan.FromMinutes((1 - turns) / perMinute), new TokenBucket(turns, now > At ? now : At));
    }
}
