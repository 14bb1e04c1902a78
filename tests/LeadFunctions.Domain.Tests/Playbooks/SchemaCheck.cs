using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace LeadFunctions.Domain.Tests.Playbooks;

/// <summary>As much of JSON Schema as the playbook's schema uses, on YAML: what an editor would say.</summary>
internal static class SchemaCheck
{
    /// <returns>The first thing that is wrong; null when nothing is.</returns>
    public static string? Problem(JsonObject definitions, JsonNode schema, YamlNode node)
    {
        if ((string?)schema["$ref"] is { } reference && Problem(definitions, definitions[reference["#/$defs/".Length..]]!, node) is { } inside)
        {
            return inside;
        }

        if (schema["oneOf"] is JsonArray choices)
        {
            var problems = choices.Select(choice => Problem(definitions, choice!, node)).ToList();
            return problems.Count(problem => problem is null) == 1 ? null : $"line {node.Start.Line}: fits {problems.Count(problem => problem is null)} choices: {string.Join(" / ", problems)}";
        }

        if (schema["enum"] is JsonArray values && !values.Any(value => (string)value! == (node as YamlScalarNode)?.Value))
        {
            return $"line {node.Start.Line}: {node} is not one of {values.ToJsonString()}";
        }

        return (string?)schema["type"] switch
        {
            "object" => OfObject(definitions, schema, node),
            "array" => node is YamlSequenceNode list
                ? Bounds(schema, "minItems", "maxItems", list.Children.Count, node) ?? list.Children.Select(item => Problem(definitions, schema["items"]!, item)).FirstOrDefault(problem => problem is not null)
                : $"line {node.Start.Line}: no list",
            "string" => OfText(schema, node),
            "integer" => Plain(node) is { } whole && int.TryParse(whole, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
                ? Bounds(schema, "minimum", "maximum", number, node) : $"line {node.Start.Line}: no whole number",
            "number" => Plain(node) is { } text && double.TryParse(text, CultureInfo.InvariantCulture, out var real)
                ? Bounds(schema, "minimum", "maximum", real, node) : $"line {node.Start.Line}: no number",
            "boolean" => Plain(node) is "true" or "false" ? null : $"line {node.Start.Line}: not true or false",
            null => null,
            var other => throw new NotSupportedException(other),
        };
    }

    private static string? OfObject(JsonObject definitions, JsonNode schema, YamlNode node)
    {
        if (node is not YamlMappingNode map)
        {
            return $"line {node.Start.Line}: no object";
        }

        var missing = (schema["required"] as JsonArray ?? []).FirstOrDefault(key => !map.Children.ContainsKey(new YamlScalarNode((string)key!)));
        return missing is not null
            ? $"line {node.Start.Line}: {missing} is missing"
            : Bounds(schema, "minProperties", "maxProperties", map.Children.Count, node)
                ?? map.Children.Select(entry => Entry(definitions, schema, ((YamlScalarNode)entry.Key).Value!, entry.Value)).FirstOrDefault(problem => problem is not null);
    }

    private static string? Entry(JsonObject definitions, JsonNode schema, string key, YamlNode value)
    {
        var known = schema["properties"]?[key]
            ?? (schema["patternProperties"] as JsonObject)?.FirstOrDefault(pattern => Regex.IsMatch(key, pattern.Key)).Value
            ?? (schema["additionalProperties"] as JsonObject);
        return known is null ? $"line {value.Start.Line}: unknown key {key}" : Problem(definitions, known, value);
    }

    // An editor reads a plain scalar that looks like a number or a flag as one.
    private static string? OfText(JsonNode schema, YamlNode node)
    {
        if (node is not YamlScalarNode { Value: { } text } || (Plain(node) is { } plain && (plain is "true" or "false" || double.TryParse(plain, CultureInfo.InvariantCulture, out _))))
        {
            return $"line {node.Start.Line}: no text";
        }

        return (string?)schema["pattern"] is { } pattern && !Regex.IsMatch(text, pattern)
            ? $"line {node.Start.Line}: {text} does not match {pattern}"
            : Bounds(schema, "minLength", "maxLength", text.Length, node);
    }

    private static string? Plain(YamlNode node) => node is YamlScalarNode { Style: ScalarStyle.Plain } scalar ? scalar.Value : null;

    private static string? Bounds(JsonNode schema, string least, string most, double value, YamlNode node) =>
        value < ((double?)schema[least] ?? double.MinValue) || value > ((double?)schema[most] ?? double.MaxValue) ? $"line {node.Start.Line}: {value} is out of bounds" : null;
}
