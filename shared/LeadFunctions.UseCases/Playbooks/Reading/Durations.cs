using System.Globalization;

namespace LeadFunctions.UseCases.Playbooks.Reading;

/// <summary>Durations as people write them: <c>45m</c>, <c>24h</c>, <c>30d</c>, <c>2w</c>. A day is 24 hours, a week seven days.</summary>
internal static class Durations
{
    public const string Example = "write a whole number and m, h, d or w: 45m, 24h, 30d, 2w";

    /// <returns>Null when the text is none, is zero, or is longer than ten years.</returns>
    public static TimeSpan? Parse(string text)
    {
        if (text.Length is < 2 or > 8 || !int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count))
        {
            return null;
        }

        long minutes = text[^1] switch
        {
            'm' => 1,
            'h' => 60,
            'd' => 24 * 60,
            'w' => 7 * 24 * 60,
            _ => 0,
        };
        minutes *= count;
        return minutes is > 0 and <= 3653L * 24 * 60 ? TimeSpan.FromMinutes(minutes) : null;
    }
}
