using System.Text.RegularExpressions;

namespace LeadFunctions.Flow.Tests.House;

/// <summary>Domain does no I/O and has no clock, tasks or dice. The analyzer refuses them at build; this guards the list it reads, and the sources apart from it.</summary>
public sealed partial class the_pure_domain
{
    private static readonly string[] Banned =
    [
        "N:System.IO", "N:System.Net", "N:System.Threading.Tasks", "T:System.TimeProvider", "T:System.Random", "T:System.Environment", "T:System.Console",
    ];

    public static TheoryData<string> Sources => [.. Repository.Files("shared/LeadFunctions.Domain", "*.cs")];

    [Theory]
    [MemberData(nameof(Sources))]
    public void uses_nothing_that_acts_or_tells_the_time(string path) => Assert.Empty(Offences(Repository.Text(path)));

    [Fact]
    public void is_more_than_a_few_files() => Assert.True(Sources.Count > 30, $"only {Sources.Count} sources were looked at");

    [Theory]
    [InlineData("using System.IO;")]
    [InlineData("using System.Net.Http;")]
    [InlineData("using static System.IO.File;")]
    [InlineData("var text = System.IO.File.ReadAllText(path);")]
    [InlineData("public async Task<Lead> LoadAsync()")]
    [InlineData("var now = DateTimeOffset.UtcNow;")]
    [InlineData("var now = DateTime.Now;")]
    [InlineData("Decide(TimeProvider clock)")]
    [InlineData("var draw = new Random(7);")]
    [InlineData("var draw = Random.Shared.Next();")]
    [InlineData("var id = Guid.NewGuid();")]
    [InlineData("Environment.GetEnvironmentVariable(name)")]
    [InlineData("Console.WriteLine(line);")]
    public void is_seen_to_be_broken_by(string line) => Assert.Single(Offences("namespace LeadFunctions.Domain;\n" + line));

    [Theory]
    [InlineData("/// <summary>The Console shows it; Random draws are arguments.</summary>")]
    [InlineData("using System.Runtime.InteropServices;")]
    [InlineData("private readonly string _environmentName;")]
    public void is_not_broken_by(string line) => Assert.Empty(Offences(line));

    [Fact]
    public void has_its_list_of_banned_names_read_by_the_analyzer()
    {
        var list = Repository.Text("shared/LeadFunctions.Domain/BannedSymbols.txt").Split('\n').Select(line => line.Split(';')[0]).ToHashSet();

        Assert.Superset(Banned.ToHashSet(), list);
        Assert.Contains("<AdditionalFiles Include=\"BannedSymbols.txt\" />", Repository.Text("shared/LeadFunctions.Domain/LeadFunctions.Domain.csproj"), StringComparison.Ordinal);
        Assert.Contains("Microsoft.CodeAnalysis.BannedApiAnalyzers", Repository.Text("Directory.Build.props"), StringComparison.Ordinal);
    }

    private static IEnumerable<string> Offences(string source) =>
        source.Split('\n').Where(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal) && Offence().IsMatch(line));

    [GeneratedRegex(@"\bSystem\.(IO|Net|Threading\.Tasks)\b|\b(Value)?Task<|\basync\b|\bTimeProvider\b|\bRandom\b|\bEnvironment\.|\bConsole\.|\bGuid\.NewGuid\b|\bDateTime(Offset)?\.(Utc)?Now\b|\bDateTime\.Today\b")]
    private static partial Regex Offence();
}
