using System.Globalization;

namespace LeadFunctions.Domain.Scoring;

/// <summary>Lengths of time as people say them.</summary>
internal static class PlainWords
{
    private const long Second = 1000;
    private const long Minute = 60 * Second;
    private const long Hour = 60 * Minute;
    private const long Day = 24 * Hour;

    /// <summary>Exact, in the largest unit that is whole: <c>30 days</c>, <c>36 hours</c>, <c>1.5 seconds</c>. Milliseconds in.</summary>
    public static string Duration(long milliseconds) => milliseconds switch
    {
        > Day when milliseconds % Day == 0 => Count(milliseconds / Day, "day"),
        _ when milliseconds % Hour == 0 => Count(milliseconds / Hour, "hour"),
        _ when milliseconds % Minute == 0 => Count(milliseconds / Minute, "minute"),
        Second => "1 second",
        _ => (milliseconds / 1000m).ToString("0.###", CultureInfo.InvariantCulture) + " seconds",
    };

    /// <summary>Rounded down: <c>12 days ago</c>, <c>just now</c>.</summary>
    public static string Ago(long milliseconds) => milliseconds switch
    {
        < Minute => "just now",
        < Hour => Count(milliseconds / Minute, "minute") + " ago",
        < Day => Count(milliseconds / Hour, "hour") + " ago",
        _ => Count(milliseconds / Day, "day") + " ago",
    };

    private static string Count(long count, string unit) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {unit}{(count == 1 ? "" : "s")}");
}
