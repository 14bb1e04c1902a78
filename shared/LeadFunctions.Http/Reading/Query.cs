using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace LeadFunctions.Http.Reading;

/// <summary>A query string read strictly: only the parameters an endpoint knows, each once. Gathers what is wrong with their values.</summary>
public sealed class Query
{
    private readonly Dictionary<string, string> _values;
    private readonly List<FieldError> _errors = [];

    private Query(Dictionary<string, string> values) => _values = values;

    public static Read<Query> Of(HttpRequest request, LimitOptions limits, params ReadOnlySpan<string> known)
    {
        var text = request.QueryString.Value ?? "";
        var read = UrlEncoded.Read(Encoding.UTF8.GetBytes(text.TrimStart('?')), limits, ProblemKind.InvalidQuery);
        if (read.Value is not { } inputs)
        {
            return Wrong("The query is too long, or not percent-encoded UTF-8.");
        }

        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in inputs.All)
        {
            if (!known.Contains(name) || !values.TryAdd(name, value))
            {
                return Wrong("A parameter is not known here, or is there twice.");
            }
        }

        return new Query(values);
    }

    /// <summary>What is wrong with the values asked for so far; null when nothing is.</summary>
    public Problem? Problem => _errors.Count == 0 ? null : new(ProblemKind.InvalidQuery, "A parameter is not valid; see errors.") { Errors = _errors };

    /// <returns>Null when it is not there; an empty value counts as not there.</returns>
    public string? Text(string name, int longest)
    {
        var value = _values.GetValueOrDefault(name);
        if (value?.Length > longest)
        {
            Refuse(name, $"At most {longest} characters.");
        }

        return string.IsNullOrEmpty(value) ? null : value;
    }

    public int? Whole(string name, int least, int most)
    {
        if (Text(name, 11) is not { } text)
        {
            return null;
        }

        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
        {
            return number;
        }

        Refuse(name, $"A whole number from {least} to {most} is expected.");
        return null;
    }

    public string? OneOf(string name, IEnumerable<string> choices)
    {
        var text = Text(name, 100);
        if (text is null || choices.Contains(text, StringComparer.Ordinal))
        {
            return text;
        }

        Refuse(name, "This is not one of the possible values.");
        return null;
    }

    /// <summary>An instant in ISO 8601 with an offset.</summary>
    public DateTimeOffset? Instant(string name)
    {
        if (Text(name, 40) is not { } text)
        {
            return null;
        }

        // A plus that was not escaped has become a blank.
        if (IsoTime.TryRead(text.Replace(' ', '+'), out var instant))
        {
            return instant;
        }

        Refuse(name, "An instant such as 2026-03-01T12:00:00Z is expected.");
        return null;
    }

    /// <summary>A day in ISO 8601, of a year in which arithmetic still works.</summary>
    public DateOnly? Day(string name)
    {
        if (Text(name, 10) is not { } text)
        {
            return null;
        }

        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is >= 1970 and <= 2200)
        {
            return day;
        }

        Refuse(name, "A day such as 2026-03-01 is expected.");
        return null;
    }

    /// <summary>A value is not valid beside the others.</summary>
    public void Refuse(string name, string detail) => _errors.Add(new("#/" + name, detail));

    private static Problem Wrong(string detail) => new(ProblemKind.InvalidQuery, detail);
}
