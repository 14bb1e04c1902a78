using System.Globalization;
using LeadFunctions.Domain.Metrics;

namespace LeadFunctions.UseCases.Reports;

/// <summary>Figures as people read them; a dash where there is none.</summary>
internal static class FigureText
{
    private const string None = "-";

    public static string Of(Headline figure) => Of(figure.Value, figure.Unit);

    public static string Of(double? value, string unit) => value is not { } number ? None : unit switch
    {
        "share" => number.ToString("0.0 %", CultureInfo.InvariantCulture),
        "days" => number.ToString("0.0", CultureInfo.InvariantCulture) + " days",
        "seconds" => Time(number),
        "money" => number.ToString("#,0", CultureInfo.InvariantCulture),
        "money-per-day" => number.ToString("#,0", CultureInfo.InvariantCulture) + " per day",
        _ => number.ToString("0.00", CultureInfo.InvariantCulture),
    };

    public static string Count(long number) => number.ToString("#,0", CultureInfo.InvariantCulture);

    private static string Time(double seconds) => seconds switch
    {
        < 90 => string.Create(CultureInfo.InvariantCulture, $"{seconds:0} s"),
        < 5400 => string.Create(CultureInfo.InvariantCulture, $"{seconds / 60:0.0} min"),
        < 172_800 => string.Create(CultureInfo.InvariantCulture, $"{seconds / 3600:0.0} h"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{seconds / 86_400:0.0} days"),
    };
}
