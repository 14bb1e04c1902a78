using System.Text.Json;

namespace LeadFunctions.Http.Reading;

/// <summary>A form as one flat JSON object: texts, numbers, true and false, lists of texts; null means not sent. Read strictly (RFC 8259, no duplicates).</summary>
public static class FlatJson
{
    /// <param name="body">Valid UTF-8.</param>
    public static Read<Inputs> Read(ReadOnlySpan<byte> body, LimitOptions limits)
    {
        try
        {
            return ReadObject(body, limits);
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            // InvalidOperationException is how the reader reports half a surrogate pair.
            return new Problem(ProblemKind.InvalidJson, "The body is not one JSON object.");
        }
    }

    private static Read<Inputs> ReadObject(ReadOnlySpan<byte> body, LimitOptions limits)
    {
        var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = limits.JsonDepth });
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            return new Problem(ProblemKind.InvalidJson, "The body is not a JSON object.");
        }

        var inputs = new Inputs(limits);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        Problem? problem = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            if (!seen.Add(name))
            {
                return new Problem(ProblemKind.InvalidJson, "A member is there twice.");
            }

            reader.Read();
            var (value, wrong) = ValueOf(ref reader, name, limits);
            // Wrong fields wait until the end: broken JSON is the first thing to tell.
            problem ??= wrong ?? (value is null ? null : inputs.Add(name, value));
        }

        _ = reader.Read();
        return problem is null ? inputs : problem;
    }

    private static (string? Value, Problem? Wrong) ValueOf(ref Utf8JsonReader reader, string name, LimitOptions limits)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Null:
                return (null, null);
            case JsonTokenType.String:
                return (reader.GetString(), null);
            case JsonTokenType.True:
                return ("true", null);
            case JsonTokenType.False:
                return ("false", null);
            case JsonTokenType.Number:
                return JsonNumber.Text(ref reader, limits) is { } number ? (number, null) : (null, Wrong(name, "The number is out of range."));
            case JsonTokenType.StartArray:
                return ListOf(ref reader, name);
            default:
                reader.Skip();
                return (null, Wrong(name, "A text is expected."));
        }
    }

    private static (string? Value, Problem? Wrong) ListOf(ref Utf8JsonReader reader, string name)
    {
        var texts = new List<string>();
        var isText = true;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            isText &= reader.TokenType == JsonTokenType.String;
            if (isText)
            {
                texts.Add(reader.GetString()!);
            }
            else
            {
                reader.Skip();
            }
        }

        return isText ? (string.Join(", ", texts), null) : (null, Wrong(name, "A list of texts is expected."));
    }

    private static Problem Wrong(string name, string detail) => Problem.Field(Inputs.IsName(name) ? "#/" + name : "#", detail);
}
