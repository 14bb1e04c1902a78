namespace LeadFunctions.Embedded.Demo;

/// <summary>The sample company's hours: nine to five on weekdays, in New York.</summary>
internal static class OfficeHours
{
    private static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("America/New_York");

    public static (bool IsOpen, DateTimeOffset Opens) At(DateTimeOffset at)
    {
        var local = TimeZoneInfo.ConvertTime(at, Zone).DateTime;
        var isWeekday = local.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);
        var day = isWeekday && local.Hour < 9 ? local.Date : local.Date.AddDays(1);
        while (day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday)
        {
            day = day.AddDays(1);
        }

        return (isWeekday && local.Hour is >= 9 and < 17, Instant(day, 9));
    }

    /// <summary>An hour of a day there.</summary>
    public static DateTimeOffset Instant(DateTime day, double hour)
    {
        var local = DateTime.SpecifyKind(day.Date.AddHours(hour), DateTimeKind.Unspecified);
        return new DateTimeOffset(local, Zone.GetUtcOffset(local)).ToUniversalTime();
    }
}
