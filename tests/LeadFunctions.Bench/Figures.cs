using System.Globalization;
using System.Text.Json;

namespace LeadFunctions.Bench;

/// <summary>Prints what a verb measured: a table for people, and as the last line one JSON object for machines.</summary>
public static class Figures
{
    public static double Median(IReadOnlyCollection<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length == 0 ? double.NaN : sorted[sorted.Length / 2];
    }

    /// <summary>Nearest-rank percentile, 0 to 100.</summary>
    public static double Percentile(IReadOnlyCollection<double> values, double percent)
    {
        var sorted = values.Order().ToArray();
        return sorted[Math.Clamp((int)Math.Ceiling(percent / 100 * sorted.Length) - 1, 0, sorted.Length - 1)];
    }

    public static void Row(string what, IReadOnlyCollection<double> values, string unit) =>
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{what,-48} {Median(values),14:N2} {unit}   [{values.Min():N2} .. {values.Max():N2}]"));

    public static void Last(IReadOnlyDictionary<string, double> figures) =>
        Console.WriteLine(JsonSerializer.Serialize(figures.ToDictionary(pair => pair.Key, pair => Math.Round(pair.Value, 4))));
}
