namespace LeadFunctions.Domain.Tests;

/// <summary>Public data that is not part of the repository: in the folder that <c>LEADFUNCTIONS_DATA</c> names, or in <c>shared/data</c> beside the checkout.</summary>
internal static class PublicData
{
    private static readonly string Folder = Environment.GetEnvironmentVariable("LEADFUNCTIONS_DATA") ?? Beside(AppContext.BaseDirectory) ?? "";

    public static string PathOf(string file) => Path.Combine(Folder, file);

    private static string? Beside(string? folder)
    {
        while (folder is not null && !System.IO.File.Exists(Path.Combine(folder, "LeadFunctions.sln")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder is null ? null : Path.Combine(folder, "..", "shared", "data");
    }
}

/// <summary>A theory over a file of the public data; shown as skipped, with the reason, where the file is not.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class TheoryOnPublicDataAttribute : TheoryAttribute
{
    public TheoryOnPublicDataAttribute(string file)
    {
        File = file;
        if (!System.IO.File.Exists(PublicData.PathOf(file)))
        {
            Skip = $"set LEADFUNCTIONS_DATA to the folder that has {file}";
        }
    }

    public string File { get; }
}

/// <summary>The same for a fact.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class FactOnPublicDataAttribute : FactAttribute
{
    public FactOnPublicDataAttribute(string file)
    {
        File = file;
        if (!System.IO.File.Exists(PublicData.PathOf(file)))
        {
            Skip = $"set LEADFUNCTIONS_DATA to the folder that has {file}";
        }
    }

    public string File { get; }
}
