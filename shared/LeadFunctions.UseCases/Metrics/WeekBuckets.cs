using LeadFunctions.Domain.Metrics;

namespace LeadFunctions.UseCases.Metrics;

/// <summary>When days are over so long that their week may stand for them.</summary>
internal static class WeekBuckets
{
    private const int ClosedAfter = 14;
    private const int LookedForAfter = 5;

    /// <summary>A week after its last day: what is late by days is in its days by then.</summary>
    public static bool IsClosed(DateOnly week, DateTimeOffset now) => week.AddDays(ClosedAfter) <= DateOnly.FromDateTime(now.UtcDateTime);

    /// <summary>
    /// Whether the week of a day may be closed already. Asked sooner than that by days, as clocks of two processes may differ: who counts a younger day need not look.
    /// </summary>
    public static bool MayBeClosed(DateOnly day, DateTimeOffset now) => day.AddDays(LookedForAfter) <= DateOnly.FromDateTime(now.UtcDateTime);

    /// <summary>Whether a period's answer is made of weeks.</summary>
    public static bool Suffice(MetricsQuery query) => query.Unit is null or Unit.Week && query.To.DayNumber - query.From.DayNumber >= MetricsOf.MostDaysOneByOne;

    /// <summary>The whole weeks of a period, by their Mondays; last before first when there is none.</summary>
    public static (DateOnly First, DateOnly Last) Within(DateOnly from, DateOnly to) => (Periods.StartOf(from.AddDays(6), Unit.Week), Periods.StartOf(to.AddDays(-6), Unit.Week));
}
