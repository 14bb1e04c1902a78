namespace LeadFunctions.Flow.Tests.House;

/// <summary>functions -> (Http | Providers | Cosmos | Sqlite) -> UseCases -> Domain: never sideways, never up.</summary>
public sealed class the_import_rule
{
    private static readonly string[] Middle = ["LeadFunctions.Http", "LeadFunctions.Providers", "LeadFunctions.Cosmos", "LeadFunctions.Sqlite"];

    private static readonly IReadOnlyList<string> Files = [.. Repository.Files("shared", "*.csproj"), .. Repository.Files("functions", "*.csproj")];

    public static TheoryData<string> Projects => [.. Files];

    [Theory]
    [MemberData(nameof(Projects))]
    public void is_kept_by_every_project(string path) => Assert.Empty(Wrong(Path.GetFileNameWithoutExtension(path), Repository.References(Repository.Text(path))));

    [Fact]
    public void looks_at_the_projects_there_are() =>
        Assert.Superset(
            new HashSet<string> { "LeadFunctions.Domain", "LeadFunctions.UseCases", "LeadFunctions.Http", "LeadFunctions.Providers", "LeadFunctions.Sqlite", "LeadFunctions.Embedded" },
            Files.Select(path => Path.GetFileNameWithoutExtension(path)).ToHashSet());

    [Theory]
    [InlineData("LeadFunctions.Domain", "LeadFunctions.UseCases")]
    [InlineData("LeadFunctions.UseCases", "LeadFunctions.Sqlite")]
    [InlineData("LeadFunctions.Http", "LeadFunctions.Sqlite")]
    [InlineData("LeadFunctions.Sqlite", "LeadFunctions.Embedded")]
    [InlineData("LeadFunctions.Embedded", "LeadFunctions.Cloud")]
    [InlineData("LeadFunctions.Embedded", "LeadFunctions.Flow.Tests")]
    public void finds_a_reference_up_or_sideways(string project, string reference)
    {
        var text = $"""<Project><ItemGroup><ProjectReference Include="../{reference}/{reference}.csproj" /></ItemGroup></Project>""";

        Assert.Equal([reference], Wrong(project, Repository.References(text)));
    }

    private static IEnumerable<string> Wrong(string project, IReadOnlyList<string> references) => references.Where(reference => Level(reference) >= Level(project));

    /// <summary>A project may use those of a lower level.</summary>
    private static int Level(string project) => project switch
    {
        "LeadFunctions.Domain" => 0,
        "LeadFunctions.UseCases" => 1,
        _ when Middle.Contains(project) => 2,
        "LeadFunctions.Embedded" or "LeadFunctions.Cloud" => 3,
        _ => 4,
    };
}
