using System.Text.Json;

namespace LeadFunctions.Providers.Inbound.Reading;

/// <summary>Members of a JSON value by name; what is not there, or is something else, is null. Providers spell one name in different cases.</summary>
internal static class JsonReading
{
    private const int LongestText = 8_192;

    public static JsonElement? At(this JsonElement from, string name)
    {
        if (from.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        if (from.TryGetProperty(name, out var exact))
        {
            return exact.ValueKind == JsonValueKind.Null ? null : exact;
        }

        foreach (var member in from.EnumerateObject())
        {
            if (NameOf(member) is { } other && other.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return member.Value.ValueKind == JsonValueKind.Null ? null : member.Value;
            }
        }

        return null;
    }

    public static JsonElement? At(this JsonElement? from, string name) => from?.At(name);

    /// <summary>Text, or a number or truth as text; numbers as they are written, since ids have more digits than a double.</summary>
    public static string? Text(this JsonElement from, string name) => from.At(name).Text();

    public static string? Text(this JsonElement? from, string name) => from.At(name).Text();

    public static string? Text(this JsonElement? value)
    {
        var text = value?.ValueKind switch
        {
            JsonValueKind.String => Plain(value.Value),
            JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.Value.GetRawText(),
            _ => null,
        };
        return string.IsNullOrEmpty(text) ? null : text.Length > LongestText ? text[..LongestText] : text;
    }

    /// <summary>The first of several names that has a text.</summary>
    public static string? AnyText(this JsonElement from, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (from.Text(name) is { } text)
            {
                return text;
            }
        }

        return null;
    }

    /// <summary>True, "true", 1 and "1" are a yes of a machine.</summary>
    public static bool Flag(this JsonElement from, string name) => from.Text(name) is "true" or "True" or "1";

    /// <summary>The items of an array; of anything else the one.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement? value) => value switch
    {
        null => [],
        { ValueKind: JsonValueKind.Array } array => array.EnumerateArray(),
        { } one => [one],
    };

    /// <summary>Members with a name and a value.</summary>
    public static IEnumerable<KeyValuePair<string, JsonElement>> Members(this JsonElement? value)
    {
        if (value is not { ValueKind: JsonValueKind.Object } members)
        {
            yield break;
        }

        foreach (var member in members.EnumerateObject())
        {
            if (NameOf(member) is { Length: > 0 } name)
            {
                yield return KeyValuePair.Create(name, member.Value);
            }
        }
    }

    // Half a surrogate pair is how a text, or a name, is none.
    private static string? Plain(JsonElement value)
    {
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static string? NameOf(JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
