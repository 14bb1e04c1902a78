using System.Globalization;

namespace LeadFunctions.Http.Reading;

/// <summary>An instant in ISO 8601 with its offset, of a year in which arithmetic still works.</summary>
public static class IsoTime
{
    private static readonly string[] Formats = ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK"];

    public static bool TryRead(string text, out DateTimeOffset instant)
    {
        instant = default;
        var hasOffset = text.Length > 10 && (text[^1] == 'Z' || text[^6] is '+' or '-');
        return hasOffset
            && DateTimeOffset.TryParseExact(text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out instant)
            && instant.Year is >= 1970 and <= 2200;
    }
}
