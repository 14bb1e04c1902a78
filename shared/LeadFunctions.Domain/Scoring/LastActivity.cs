namespace LeadFunctions.Domain.Scoring;

/// <summary>What inactivity is counted from, also for an instant before the lead's latest activity.</summary>
internal static class LastActivity
{
    /// <returns>Milliseconds; null for a lead that never was active.</returns>
    public static long? Of(ScoringInput input) => input.LastActivityAt == default ? null : input.LastActivityAt.ToUnixTimeMilliseconds();

    /// <summary>Milliseconds at <paramref name="at"/> since the latest of <paramref name="last"/> and the events until then; null before the first.</summary>
    public static long? Idle(long? last, ReadOnlySpan<ScoringEvent> events, long at)
    {
        var until = last <= at ? last : null;
        for (var i = events.Length - 1; i >= 0; i--)
        {
            if (events[i].At <= at)
            {
                until = Math.Max(until ?? long.MinValue, events[i].At);
                break;
            }
        }

        return at - until;
    }
}
