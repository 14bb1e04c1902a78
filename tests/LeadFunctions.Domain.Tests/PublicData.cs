namespace LeadFunctions.Domain.Tests;

/// <summary>Public data that is not part of the repository; its folder is named by <c>LEADFUNCTIONS_DATA</c>.</summary>
internal static class PublicData
{
    public static string PathOf(string file) => Path.Combine(Environment.GetEnvironmentVariable("LEADFUNCTIONS_DATA") ?? "", file);
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
