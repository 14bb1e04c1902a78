using System.Text;
using System.Text.Json;

namespace LeadFunctions.Http.Reading;

/// <summary>Numbers as people mean them: finite, not minus zero, of a length that can be read.</summary>
public static class JsonNumber
{
    /// <returns>The number as it was written; null when it is out of range.</returns>
    public static string? Text(ref Utf8JsonReader reader, LimitOptions limits)
    {
        var span = reader.ValueSpan;
        return span.Length <= limits.NumberLength && !(span[0] == '-' && span.IndexOfAnyInRange((byte)'1', (byte)'9') < 0)
            && reader.TryGetDouble(out var number) && double.IsFinite(number)
            ? Encoding.ASCII.GetString(span)
            : null;
    }
}
