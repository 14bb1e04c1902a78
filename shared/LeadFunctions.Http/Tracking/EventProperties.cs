using System.Text.Json;
using LeadFunctions.Http.Reading;

namespace LeadFunctions.Http.Tracking;

/// <summary>An event's properties: a flat object of texts, numbers, true and false; null means not sent.</summary>
public static class EventProperties
{
    /// <param name="properties">Null when there are none.</param>
    /// <param name="isGood">False when one is too long, out of range or no plain value.</param>
    /// <returns>False when one is there twice.</returns>
    public static bool Read(ref Utf8JsonReader json, LimitOptions limits, out Dictionary<string, string>? properties, out bool isGood)
    {
        properties = null;
        isGood = json.TokenType is JsonTokenType.StartObject or JsonTokenType.Null;
        if (json.TokenType != JsonTokenType.StartObject)
        {
            json.Skip();
            return true;
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var name = json.GetString()!;
            json.Read();
            if (!names.Add(name))
            {
                return false;
            }

            if (json.TokenType != JsonTokenType.Null)
            {
                var value = ValueOf(ref json, limits);
                isGood &= value is not null && name.Length <= limits.FieldName && Inputs.IsName(name) && names.Count <= limits.Fields;
                (properties ??= [])[name] = value ?? "";
            }

            json.Skip();
        }

        return true;
    }

    // A scroll depth of -5 or a stay of 1e300 seconds is a broken sender.
    private static string? ValueOf(ref Utf8JsonReader json, LimitOptions limits) => json.TokenType switch
    {
        JsonTokenType.String when json.ValueSpan.Length <= limits.FieldValue && json.GetString() is { } text && !Inputs.HasControl(text) => text,
        JsonTokenType.Number when JsonNumber.Text(ref json, limits) is { } number && json.GetDouble() is >= 0 and <= 1e15 => number,
        JsonTokenType.True => "true",
        JsonTokenType.False => "false",
        _ => null,
    };
}
