using System.Globalization;

namespace LeadFunctions.Providers.Inbound.Reading;

/// <summary>
/// When something happened, as providers write it: seconds or milliseconds since 1970 (whole, with a fraction, as text), or ISO 8601 with or without an offset
/// and with up to nine decimals. Never later than receipt; what cannot be, or cannot be read, is the time of receipt.
/// </summary>
internal static class EventTime
{
    private const double LeastMilliseconds = 100_000_000_000;
    private static readonly DateTimeOffset Earliest = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static DateTimeOffset Of(string? text, DateTimeOffset now)
    {
        var read = Read(text);
        return read < Earliest || read > now ? now : read ?? now;
    }

    /// <summary>The first of several that can be read.</summary>
    public static DateTimeOffset OfAny(DateTimeOffset now, params ReadOnlySpan<string?> texts)
    {
        foreach (var text in texts)
        {
            if (Read(text) is { } read)
            {
                return read < Earliest || read > now ? now : read;
            }
        }

        return now;
    }

    public static DateTimeOffset? Read(string? text)
    {
        if (text is not { Length: > 0 and <= 40 })
        {
            return null;
        }

        if (double.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var number))
        {
            return OfNumber(number);
        }

        var style = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        return char.IsAsciiDigit(text[0]) && DateTimeOffset.TryParse(WithoutNanoseconds(text), CultureInfo.InvariantCulture, style, out var instant) ? instant : null;
    }

    private static DateTimeOffset? OfNumber(double number)
    {
        var milliseconds = number >= LeastMilliseconds ? number : number * 1000;
        return milliseconds is > 0 and < 1e14 ? DateTimeOffset.UnixEpoch.AddTicks((long)(milliseconds * TimeSpan.TicksPerMillisecond)) : null;
    }

    private static string WithoutNanoseconds(string text)
    {
        var dot = text.IndexOf('.', StringComparison.Ordinal);
        var end = dot + 1;
        while (dot > 0 && end < text.Length && char.IsAsciiDigit(text[end]))
        {
            end++;
        }

        return dot > 0 && end - dot > 8 ? text[..(dot + 8)] + text[end..] : text;
    }
}
