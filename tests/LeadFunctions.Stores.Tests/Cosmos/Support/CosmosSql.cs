using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace LeadFunctions.Stores.Tests.Cosmos;

/// <summary>The few questions that the store asks, for <see cref="InMemoryCosmos"/>. What it does not understand is an error, not an empty answer.</summary>
internal sealed partial record CosmosSql(string[] Conditions, string Order, bool Descending, IReadOnlyDictionary<string, string> Parameters)
{
    public static CosmosSql Parse(string body)
    {
        using var request = JsonDocument.Parse(body);
        var text = request.RootElement.GetProperty("query").GetString()!;
        if (text == "SELECT * FROM c")
        {
            return new CosmosSql([], "_rid", false, new Dictionary<string, string>());
        }

        var shape = Shape().Match(text);
        if (!shape.Success)
        {
            throw new NotSupportedException(body);
        }

        return new CosmosSql(
            shape.Groups["where"].Value.Split(" AND "), shape.Groups["order"].Value, shape.Groups["way"].Value == "DESC",
            (request.RootElement.TryGetProperty("parameters", out var given) ? given.EnumerateArray().ToArray() : []).ToDictionary(one => one.GetProperty("name").GetString()!, one => one.GetProperty("value").GetString()!));
    }

    public IEnumerable<JsonObject> Run(IEnumerable<JsonObject> documents)
    {
        var found = documents.Where(document => Conditions.All(condition => Holds(document, condition))).OrderBy(document => Value(document, Order), StringComparer.Ordinal);
        return Descending ? found.Reverse() : found;
    }

    private bool Holds(JsonObject document, string condition)
    {
        if (condition.StartsWith('('))
        {
            return condition[1..^1].Split(" OR ").Any(one => Holds(document, one));
        }

        if (condition == "false")
        {
            return false;
        }

        if (Defined().Match(condition) is { Success: true } defined)
        {
            return (Value(document, defined.Groups["path"].Value) is null) == defined.Groups["not"].Success;
        }

        if (Contains().Match(condition) is { Success: true } contains)
        {
            return Value(document, contains.Groups["path"].Value)?.Contains(Parameters[contains.Groups["value"].Value], StringComparison.Ordinal) == true;
        }

        var compares = Compare().Match(condition);
        return compares.Success ? Compares(Value(document, compares.Groups["path"].Value), compares.Groups["how"].Value, Parameters[compares.Groups["value"].Value])
            : throw new NotSupportedException(condition);
    }

    private static bool Compares(string? value, string how, string other) => value is not null && string.CompareOrdinal(value, other) is var order && how switch
    {
        "=" => order == 0,
        "<" => order < 0,
        ">" => order > 0,
        "<=" => order <= 0,
        _ => order >= 0,
    };

    private static string? Value(JsonObject document, string path) => path.Split('.').Aggregate((JsonNode?)document, (node, name) => node?[name])?.GetValue<string>();

    [GeneratedRegex(@"^SELECT .* FROM c WHERE (?<where>.*) ORDER BY c\.(?<order>[\w.]+) (?<way>ASC|DESC)$")]
    private static partial Regex Shape();

    [GeneratedRegex(@"^(?<not>NOT )?IS_DEFINED\(c\.(?<path>[\w.]+)\)$")]
    private static partial Regex Defined();

    [GeneratedRegex(@"^CONTAINS\(c\.(?<path>[\w.]+), (?<value>@\w+)\)$")]
    private static partial Regex Contains();

    [GeneratedRegex(@"^c\.(?<path>[\w.]+) (?<how>=|<=|>=|<|>) (?<value>@\w+)$")]
    private static partial Regex Compare();
}
