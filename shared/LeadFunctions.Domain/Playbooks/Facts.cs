using System.Globalization;

namespace LeadFunctions.Domain.Playbooks;

/// <summary>
/// What conditions can ask of a lead, by name: its attributes and what follows from them
/// (<c>emailDomain freeEmail student competitor role disposable score fit engagement band stage source medium campaign</c> ...).
/// </summary>
public sealed class Facts(IReadOnlyDictionary<string, string> values)
{
    public IReadOnlyDictionary<string, string> Values => values;

    public string? Text(string fact) => values.TryGetValue(fact, out var text) ? text : null;

    public double? Number(string fact) => Text(fact) is { } text ? Number(text.AsSpan()) : null;

    public bool Flag(string fact) => Text(fact) is "true";

    /// <summary>The finite number a text is, or null.</summary>
    internal static double? Number(ReadOnlySpan<char> text)
    {
        // Nearly all numbers here are a few digits; the general parser takes ten times as long.
        if (text.Length is > 0 and <= 9 && !text.ContainsAnyExceptInRange('0', '9'))
        {
            var whole = 0;
            foreach (var digit in text)
            {
                whole = (whole * 10) + (digit - '0');
            }

            return whole;
        }

        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;
    }
}
