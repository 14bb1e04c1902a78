using System.Text.RegularExpressions;

namespace LeadFunctions.Cloud.Tests.Guards;

/// <summary>The repository these tests were built from.</summary>
internal static class Repository
{
    public static readonly string Root = Find();

    public static string Text(string path) => File.ReadAllText(Path.Combine(Root, path));

    /// <summary>All of infra's templates, without comments.</summary>
    public static string Bicep { get; } = string.Join('\n', Directory.EnumerateFiles(Path.Combine(Root, "infra"), "*.bicep", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
        .SelectMany(File.ReadAllLines).Where(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal)));

    /// <summary>What stands in single quotes inside the brackets of a bicep list.</summary>
    public static IReadOnlyList<string> BicepList(string name) =>
        [.. Regex.Matches(Regex.Match(Bicep, $@"\b{name}(?: array| string\[\])? = \[(.*?)\n\]", RegexOptions.Singleline).Groups[1].Value, "'([^']+)'").Select(found => found.Groups[1].Value)];

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "LeadFunctions.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("LeadFunctions.sln is in no folder above the tests.");
    }
}
