using System.Xml.Linq;

namespace LeadFunctions.Flow.Tests.House;

/// <summary>The repository these tests were built from.</summary>
internal static class Repository
{
    private static readonly string Root = Find();

    public static string Text(string path) => File.ReadAllText(Path.Combine(Root, path));

    public static bool Has(string path) => File.Exists(Path.Combine(Root, path));

    /// <returns>Paths from the root, with slashes; nothing that was built.</returns>
    public static IReadOnlyList<string> Files(string folder, string pattern) => Directory.Exists(Path.Combine(Root, folder))
        ? [.. Directory.EnumerateFiles(Path.Combine(Root, folder), pattern, SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'))
            .Where(path => !path.Contains("/bin/", StringComparison.Ordinal) && !path.Contains("/obj/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)]
        : [];

    /// <returns>The names of the projects a project file refers to.</returns>
    public static IReadOnlyList<string> References(string project) =>
        [.. XDocument.Parse(project).Descendants("ProjectReference").Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')))];

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
