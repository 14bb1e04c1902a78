using System.Text.Json;
using System.Text.Json.Nodes;
using LeadFunctions.UseCases.Playbooks;
using YamlDotNet.RepresentationModel;

namespace LeadFunctions.Domain.Tests.Playbooks;

public class the_schema_and_the_reader
{
    private static readonly JsonObject Definitions = JsonNode.Parse(ShippedPlaybooks.Schema())!["$defs"]!.AsObject();

    public static TheoryData<string> Shapes => [.. PlaybookKeys.All.Select(shape => shape.Name)];

    public static TheoryData<string> Playbooks => [.. ShippedPlaybooks.Names];

    [Theory]
    [MemberData(nameof(Shapes))]
    public void know_the_same_keys(string name)
    {
        var shape = PlaybookKeys.All.Single(shape => shape.Name == name);
        var definition = Definitions[name]!.AsObject();

        Assert.Equal(shape.Required.Concat(shape.Optional).Order(), definition["properties"]!.AsObject().Select(property => property.Key).Order());
        Assert.Equal(shape.Required.Order(), (definition["required"]?.AsArray() ?? []).Select(key => (string)key!).Order());
        Assert.Equal(JsonValueKind.False, definition["additionalProperties"]!.GetValueKind());
    }

    [Fact]
    public void know_the_same_objects() => Assert.Equal(
        PlaybookKeys.All.Select(shape => shape.Name).Order(),
        Definitions.Where(definition => definition.Value!["additionalProperties"]?.GetValueKind() == JsonValueKind.False && definition.Value["properties"] is not null)
            .Select(definition => definition.Key).Order());

    [Fact]
    public void lead_every_reference_somewhere() => Assert.All(
        References(Definitions), reference => Assert.True(Definitions.ContainsKey(reference.Replace("#/$defs/", "", StringComparison.Ordinal)), reference));

    [Theory]
    [MemberData(nameof(Playbooks))]
    public void agree_on_the_shipped_playbooks(string name)
    {
        var text = ShippedPlaybooks.Text(name)!;
        Assert.StartsWith("# yaml-language-server: $schema=./playbook.schema.json\n", text, StringComparison.Ordinal);

        var yaml = new YamlStream();
        yaml.Load(new StringReader(text));
        Assert.Null(SchemaCheck.Problem(Definitions, Definitions["playbook"]!, yaml.Documents[0].RootNode));
    }

    [Fact]
    public void disagree_with_a_key_that_nobody_knows()
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(ShippedPlaybooks.Text("b2b")!.Replace("handRaise:", "handraise:", StringComparison.Ordinal)));
        Assert.Contains("handraise", SchemaCheck.Problem(Definitions, Definitions["playbook"]!, yaml.Documents[0].RootNode), StringComparison.Ordinal);
    }

    private static IEnumerable<string> References(JsonNode? node) => node switch
    {
        JsonObject map => map.SelectMany(property => property is { Key: "$ref", Value: JsonValue value } ? [(string)value!] : References(property.Value)),
        JsonArray list => list.SelectMany(References),
        _ => [],
    };
}
