using System.Text.Json;

namespace LeadFunctions.Http.Tracking;

/// <summary>Times by clocks we do not know.</summary>
public static class BeaconTime
{
    /// <summary>
    /// When an event happened by our clock: received - (sent - at) takes out the error of theirs (Segment's rule).
    /// What then lies in the future, or too far back to be true, happened on arrival.
    /// </summary>
    public static DateTimeOffset Happened(DateTimeOffset? at, DateTimeOffset? sentAt, DateTimeOffset received, TimeSpan oldest)
    {
        if (at is null)
        {
            return received;
        }

        var age = (sentAt ?? received) - at.Value;
        return age >= TimeSpan.Zero && age <= oldest ? received - age : received;
    }

    /// <summary>An instant as ISO 8601 text with an offset, or as milliseconds since 1970. A number no clock shows is the end of time, which is corrected on arrival.</summary>
    /// <returns>False when it is neither.</returns>
    public static bool TryRead(ref Utf8JsonReader reader, out DateTimeOffset at)
    {
        at = default;
        if (reader.TokenType == JsonTokenType.Number)
        {
            var inRange = reader.TryGetDouble(out var milliseconds) && Math.Abs(milliseconds) < 1e14;
            at = inRange ? DateTimeOffset.FromUnixTimeMilliseconds((long)milliseconds) : DateTimeOffset.MaxValue;
            return true;
        }

        return reader.TokenType == JsonTokenType.String && HasOffset(reader.ValueSpan) && reader.TryGetDateTimeOffset(out at);
    }

    // Without one, the server's own time zone would be taken.
    private static bool HasOffset(ReadOnlySpan<byte> text) =>
        text.Length > 10 && (text[^1] is (byte)'Z' or (byte)'z' || text[^6] is (byte)'+' or (byte)'-');
}
