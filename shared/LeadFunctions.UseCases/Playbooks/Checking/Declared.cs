using System.Globalization;
using System.Text.RegularExpressions;

namespace LeadFunctions.UseCases.Playbooks.Checking;

/// <summary>What a playbook promises in words: <c>2-3 weeks</c>, <c>5-7</c>.</summary>
internal static partial class Declared
{
    /// <summary>The most days of it; null when it says none.</summary>
    public static TimeSpan? Days(string text)
    {
        var numbers = Numbers(text);
        double? unit = text.Contains("month", StringComparison.OrdinalIgnoreCase) ? 31
            : text.Contains("week", StringComparison.OrdinalIgnoreCase) ? 7
            : text.Contains("day", StringComparison.OrdinalIgnoreCase) ? 1
            : null;
        return numbers.Count == 0 || unit is null ? null : TimeSpan.FromDays(numbers[^1] * unit.Value);
    }

    public static IReadOnlyList<int> Numbers(string text) =>
        [.. Whole().Matches(text).Select(match => int.TryParse(match.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0).Where(number => number > 0)];

    [GeneratedRegex("[0-9]{1,4}")]
    private static partial Regex Whole();
}
