using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace LeadFunctions.Http.Reading;

/// <summary>The JSON object of a signed-in request: every member must be known, none comes twice. Gathers what is wrong with their values.</summary>
public sealed class JsonBody
{
    private readonly JsonElement _root;
    private readonly LimitOptions _limits;
    private readonly List<FieldError> _errors = [];

    private JsonBody(JsonElement root, LimitOptions limits) => (_root, _limits) = (root, limits);

    /// <summary>The bytes, for telling whether a repeated request is the same.</summary>
    public required byte[] Raw { get; init; }

    public static async Task<Read<JsonBody>> ReadAsync(HttpContext http, LimitOptions limits, params string[] known)
    {
        if (MediaType.Of(http.Request.ContentType).Kind != BodyKind.Json)
        {
            return new Problem(ProblemKind.UnsupportedMediaType, "Send application/json in UTF-8.");
        }

        var read = await RequestBody.ReadAsync(http, limits.AdminBody, ProblemKind.InvalidJson);
        return read.Value is { } raw ? Parse(raw, limits, known) : read.Problem!;
    }

    private static Read<JsonBody> Parse(byte[] raw, LimitOptions limits, string[] known)
    {
        try
        {
            using var document = JsonDocument.Parse(raw, new JsonDocumentOptions { MaxDepth = limits.JsonDepth, AllowDuplicateProperties = false });
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                return new Problem(ProblemKind.InvalidJson, "The body is not a JSON object.");
            }

            var body = new JsonBody(document.RootElement.Clone(), limits) { Raw = raw };
            foreach (var member in body._root.EnumerateObject().Where(member => !known.Contains(member.Name, StringComparer.Ordinal)))
            {
                body.Refuse(Inputs.IsName(member.Name) ? member.Name : "", "This is not known here.");
            }

            return body;
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            return new Problem(ProblemKind.InvalidJson, "The body is not one JSON object, or a member is there twice.");
        }
    }

    /// <summary>What is wrong with the members asked for so far; null when nothing is.</summary>
    public Problem? Problem => _errors.Count == 0 ? null : new(ProblemKind.InvalidFields, "A field is not valid; see errors.") { Errors = _errors };

    public string? Text(string name, int longest, bool required = true)
    {
        if (!_root.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
        {
            return required ? Refuse(name, "This is required.") : null;
        }

        var text = value.ValueKind == JsonValueKind.String ? Plain(value) : null;
        return text is null || string.IsNullOrWhiteSpace(text) || text.Length > longest || Inputs.HasControl(text)
            ? Refuse(name, $"A text of 1 to {longest} characters is expected.")
            : text;
    }

    public int? Whole(string name, int least, int most)
    {
        if (_root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && !value.GetRawText().AsSpan().ContainsAny('.', 'e', 'E')
            && value.TryGetInt32(out var number) && number >= least && number <= most)
        {
            return number;
        }

        Refuse(name, $"A whole number from {least} to {most} is expected.");
        return null;
    }

    /// <summary>One of a closed list.</summary>
    public string? OneOf(string name, IReadOnlyCollection<string> choices)
    {
        var text = Text(name, 100);
        return text is null || choices.Contains(text) ? text : Refuse(name, "One of these is expected: " + string.Join(", ", choices) + ".");
    }

    /// <summary>An amount of money, from 0, with at most four decimals.</summary>
    public decimal? Amount(string name, bool required)
    {
        if (!_root.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
        {
            if (required)
            {
                Refuse(name, "This is required.");
            }

            return null;
        }

        if (value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out var amount) && amount is >= 0 and <= 1_000_000_000_000m && decimal.Round(amount, 4) == amount)
        {
            return amount;
        }

        Refuse(name, "A number from 0 is expected, with at most four decimals.");
        return null;
    }

    /// <summary>A day: <c>2026-12-24</c>.</summary>
    public DateOnly? Day(string name)
    {
        if (Text(name, 10) is not { } text)
        {
            return null;
        }

        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.None, out var day))
        {
            return day;
        }

        Refuse(name, "A day such as 2026-12-24 is expected.");
        return null;
    }

    /// <summary>A list of texts; empty when it is not there.</summary>
    public IReadOnlyList<string> List(string name, int most, int longest)
    {
        if (!_root.TryGetProperty(name, out var values) || values.ValueKind == JsonValueKind.Null)
        {
            return [];
        }

        var texts = values.ValueKind == JsonValueKind.Array && values.GetArrayLength() <= most
            ? values.EnumerateArray().Select(value => value.ValueKind == JsonValueKind.String ? Plain(value) : null).ToList()
            : [null];
        if (texts.All(text => !string.IsNullOrWhiteSpace(text) && text.Length <= longest && !Inputs.HasControl(text)))
        {
            return [.. texts.OfType<string>()];
        }

        Refuse(name, $"A list of at most {most} texts of 1 to {longest} characters is expected.");
        return [];
    }

    /// <summary>Only true is true.</summary>
    public bool Flag(string name)
    {
        if (!_root.TryGetProperty(name, out var value) || value.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            return value.ValueKind == JsonValueKind.True;
        }

        Refuse(name, "true or false is expected.");
        return false;
    }

    /// <summary>A flat object of texts and numbers; empty when it is not there.</summary>
    /// <param name="isAllowed">Which member names may be set.</param>
    public IReadOnlyDictionary<string, string> Texts(string name, Func<string, bool> isAllowed)
    {
        var inputs = new Inputs(_limits);
        if (_root.TryGetProperty(name, out var values) && values.ValueKind != JsonValueKind.Object)
        {
            Refuse(name, "An object of texts is expected.");
            return new Dictionary<string, string>();
        }

        foreach (var member in values.ValueKind == JsonValueKind.Object ? values.EnumerateObject() : default)
        {
            var text = member.Value.ValueKind is JsonValueKind.String ? Plain(member.Value) : member.Value.ValueKind is JsonValueKind.Number ? member.Value.GetRawText() : null;
            if (text is null || !Inputs.IsName(member.Name) || !isAllowed(member.Name) || inputs.Add(member.Name, text) is not null)
            {
                Refuse(Inputs.IsName(member.Name) ? name + "/" + member.Name : name, "This cannot be set, or is no text within the limits.");
            }
        }

        return inputs.All.ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal);
    }

    public string? Refuse(string name, string detail)
    {
        _errors.Add(new(name.Length == 0 ? "#" : "#/" + name, detail));
        return null;
    }

    // Half a surrogate pair is how a text is not one.
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
}
